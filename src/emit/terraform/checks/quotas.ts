import { sortedValues } from "../../../base/record.ts";
import { defineDiagnostic, type Report } from "../../../diagnostics/definition.ts";
import type { BalancerPlan, FleetPlan } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import { sampleProject } from "../../../rollout/samples.ts";
import { environmentOrigin, fleetOrigin } from "../origin.ts";
import type { CheckContext } from "./fleet-check.ts";

export const beyondQuota = defineDiagnostic<{ owner: string; what: string; count: number; quota: number }>({
  code: "IMMU8312",
  level: "warning",
  title: "More than AWS allows unasked",
  message: ({ owner, what, count, quota }) =>
    `${owner} needs ${count} ${what}; AWS allows ${quota}, unless your account has asked for more`,
  help: () =>
    "Name ranges that hold several, put fleets behind another balancer, or have AWS raise the quota before you apply.",
  explanation:
    "AWS allows 60 rules for each direction of a security group, for IPv4 and for IPv6, and 100 target groups behind a balancer, and raises that for accounts that ask (Service Quotas). Where the account has not, an apply ends in the middle. " +
    "A fleet's instances may connect to what its `egress` names and to the ports of its stores; a balancer lets each of its `clients` in on two ports, and connects to each of its fleets on its port. All generations that are live count.",
  get samples() {
    const sample = (count: number): string =>
      sampleProject().replace(
        'scheme = "internet-facing"',
        `$&\n  clients = ["10.0.\${index}.0/24" for index in sequence(1, ${count})]`,
      );
    return { failing: sample(31), passing: sample(30) };
  },
});

// What AWS lets an account have without being asked for more.
const rulesOfGroup = 60;
const groupsOfBalancer = 100;

/** What an apply would end at in an account that has asked AWS for nothing. */
export function checkQuotas(context: CheckContext, report: Report): void {
  const check = (origin: string, owner: string, what: string, count: number, quota: number): void => {
    if (count > quota) report(beyondQuota, originOf(context.origins, origin), { owner, what, count, quota });
  };
  const fleets = sortedValues(context.environment.fleets);
  for (const fleet of fleets) {
    check(
      `${fleetOrigin(context, fleet)}/egress`,
      `fleet ${fleet.name}`,
      "rules for what its instances may connect to",
      mostOfOneVersion(waysOut(fleet)),
      rulesOfGroup,
    );
  }
  for (const balancer of sortedValues(context.environment.balancers)) {
    const origin = `${environmentOrigin(context)}/balancers/${balancer.name}`;
    const owner = `balancer ${balancer.name}`;
    const behind = fleets.filter(({ route }) => route?.balancer === balancer.name);
    check(
      `${origin}/clients`,
      owner,
      "rules for who may connect to it",
      mostOfOneVersion(waysIn(balancer)),
      rulesOfGroup,
    );
    check(origin, owner, "rules for the fleets that it connects to", behind.flatMap(portsOf).length, rulesOfGroup);
    check(origin, owner, "target groups while one of its fleets is rolled out", behind.length + 1, groupsOfBalancer);
  }
}

// Rules for IPv4 and for IPv6 are counted apart; a rule that names no addresses counts as one of each.
function mostOfOneVersion(addresses: readonly string[]): number {
  const six = addresses.filter((address) => address.includes(":")).length;
  const either = addresses.filter((address) => address === "").length;
  return either + Math.max(six, addresses.length - either - six);
}

function waysOut({ generations }: FleetPlan): readonly string[] {
  const ways = new Map<string, string>();
  for (const { egress = {}, stores = {} } of Object.values(generations)) {
    for (const { to, port, protocol } of Object.values(egress)) ways.set(`${protocol} ${port} ${to}`, to);
    // At least one range of the network for each port.
    for (const { engine, port } of Object.values(stores)) {
      if (engine === "s3" || engine === "dynamodb") ways.set(engine, "");
      else ways.set(`store ${port}`, "0.0.0.0/0");
    }
  }
  return [...ways.values()];
}

function waysIn({ clients }: BalancerPlan): readonly string[] {
  return [...new Set(clients)].flatMap((client) => [80, 443].map(() => client));
}

function portsOf({ generations, legacy }: FleetPlan): readonly number[] {
  const ports = Object.values(generations).flatMap(({ http }) => (http === null ? [] : [http.port]));
  return [...new Set(ports), ...(legacy === undefined ? [] : [legacy.port])];
}
