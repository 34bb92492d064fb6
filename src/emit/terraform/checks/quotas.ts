import { sortedValues } from "../../../base/record.ts";
import { defineDiagnostic, type Report } from "../../../diagnostics/definition.ts";
import type { BalancerPlan, FleetPlan } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import { sampleProject } from "../../../rollout/samples.ts";
import { environmentOrigin, fleetOrigin } from "../origin.ts";
import type { CheckContext } from "./fleet-check.ts";

export const beyondQuota = defineDiagnostic<{
  owner: string;
  what: string;
  count: number;
  quota: number;
  /** What makes them fewer. */
  advice: string;
  /** Whether AWS raises the quota for accounts that ask. */
  raised: boolean;
}>({
  code: "IMMU8312",
  level: "warning",
  title: "More than AWS allows unasked",
  message: ({ owner, what, count, quota, raised }) =>
    `${owner} needs ${count} ${what}; AWS allows ${quota}, ${raised ? "unless your account has asked for more" : "and raises that for no account"}`,
  help: ({ advice, raised }) => (raised ? `${advice}, or have AWS raise the quota before you apply` : advice),
  explanation:
    "AWS allows 60 rules for each direction of a security group, for IPv4 and for IPv6, and raises that for accounts that ask (Service Quotas); it allows 100 target groups behind a balancer, and raises that for nobody. What is beyond ends an apply in the middle. " +
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

interface Quota {
  readonly what: string;
  readonly most: number;
  readonly advice: string;
  readonly raised: boolean;
}

const rulesOfGroup = { most: 60, raised: true };
const fewerRanges = "name ranges that hold several";
const fewerFleets = "put some of its fleets behind another balancer";
const egressRules: Quota = {
  what: "rules for what its instances may connect to",
  advice: fewerRanges,
  ...rulesOfGroup,
};
const clientRules: Quota = { what: "rules for who may connect to it", advice: fewerRanges, ...rulesOfGroup };
const portRules: Quota = { what: "rules for the fleets that it connects to", advice: fewerFleets, ...rulesOfGroup };
const targetGroups: Quota = {
  what: "target groups while one of its fleets is rolled out",
  advice: fewerFleets,
  most: 100,
  raised: false,
};

/** What an apply would end at in an account that has asked AWS for nothing. */
export function checkQuotas(context: CheckContext, report: Report): void {
  const check = (origin: string, count: number, quota: Quota, owner: string): void => {
    const { most, ...values } = quota;
    if (count > most) report(beyondQuota, originOf(context.origins, origin), { owner, count, quota: most, ...values });
  };
  const fleets = sortedValues(context.environment.fleets);
  for (const fleet of fleets)
    check(
      `${fleetOrigin(context, fleet)}/egress`,
      mostOfOneVersion(waysOut(fleet)),
      egressRules,
      `fleet ${fleet.name}`,
    );
  for (const balancer of sortedValues(context.environment.balancers)) {
    const origin = `${environmentOrigin(context)}/balancers/${balancer.name}`;
    const owner = `balancer ${balancer.name}`;
    const behind = fleets.filter(({ route }) => route?.balancer === balancer.name);
    check(`${origin}/clients`, mostOfOneVersion(waysIn(balancer)), clientRules, owner);
    check(origin, behind.flatMap(portsOf).length, portRules, owner);
    check(origin, behind.length + 1, targetGroups, owner);
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
