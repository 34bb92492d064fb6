import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import type { FleetResources } from "../../host/terraform/fleet-resources.ts";

/** How a rollout ended where somebody has to look. */
export type Failure =
  | { readonly kind: "aborted"; readonly verdict: "fail" | "inconclusive" | null; readonly reason: string }
  | { readonly kind: "rolled_back"; readonly reason: string }
  | { readonly kind: "stopped"; readonly reason: string; readonly phase: "active" | "settling" };

export interface FailedRollout {
  /** Which project and environment, as options of a command. */
  readonly place: string;
  /** The same for commands that read today's source, with its parameters. */
  readonly source: string;
  readonly region: string;
  readonly fleet: string;
  /** The digest of the generation that was rolled out; null where that is not known. */
  readonly generation: string | null;
  /** Whether it is tried again only where it is asked for by name. */
  readonly failed: boolean;
  /** Whether it must never run again, by itself or through its image. */
  readonly revoked: boolean;
  /** Whether there is a generation that a rollback could go to. */
  readonly wayBack: boolean;
  /** Null where Terraform's state tells nothing of the fleet. */
  readonly resources: FleetResources | null;
}

/** What to look at after a rollout that failed, by the names that it has in AWS, and the commands that go on. */
export function whatToDo(failure: Failure, rollout: FailedRollout): string {
  const { place, fleet, generation } = rollout;
  const lines = [
    ...inAws(failure.reason, rollout),
    `immuc rollout status ${fleet} ${place}`,
    `immuc why ${fleet}${generation === null ? "" : ` ${shortDigest(generation)}`} ${place}`,
  ];
  return `  Look at:\n${lines.map((line) => `    ${line}\n`).join("")}${wayOn(failure, rollout)}`;
}

/** The alarms that the reason names; where it names none, instances are what did not come up, or nothing failed in AWS. */
function inAws(reason: string, { region, generation, revoked, resources }: FailedRollout): readonly string[] {
  if (resources === null) return [];
  const id = generation === null ? "" : shortDigest(generation);
  const logs = resources.logGroup === null ? [] : [`log group ${resources.logGroup}`];
  const named = Object.values(resources.alarms[id] ?? {}).filter((alarm) => reason.includes(alarm));
  if (named.length > 0) return [...named.flatMap((alarm) => alarmLines(alarm, region)), ...logs];
  if (revoked) return [];
  const [group, targets] = [resources.groups[id], resources.targetGroups[id]];
  return [
    ...(group === undefined ? [] : [`autoscaling group ${group}`]),
    ...(targets === undefined ? [] : [`target group ${targets}`]),
    ...logs,
  ];
}

function alarmLines(alarm: string, region: string): readonly string[] {
  // The consoles of other partitions have other hosts.
  if (/^(cn|us-gov|us-iso|eu-isoe|eusc)/.test(region)) return [`alarm ${alarm}`];
  const page = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return [`alarm ${alarm}`, `  ${page}#alarmsV2:alarm/${encodeURIComponent(alarm)}`];
}

function wayOn(failure: Failure, rollout: FailedRollout): string {
  const { place, source, fleet, generation, failed, revoked, wayBack } = rollout;
  const where = `${fleet} ${place}`;
  const run = `immuc rollout run ${fleet} ${source}`;
  switch (failure.kind) {
    case "stopped":
      return `  Then: immuc rollout run ${where} --resume\n${
        failure.phase === "active"
          ? `    Or give it up: immuc rollout abort ${where} --reason "…"\n`
          : wayBack
            ? `    Or go back: immuc rollback ${where} --reason "…"\n`
            : ""
      }`;
    case "aborted":
      if (failure.verdict === "inconclusive") return `  Then: see that the alarms get data, and ${run}\n`;
      return mendAndRun();
    case "rolled_back":
      return mendAndRun();
    default:
      return assertNever(failure);
  }

  function mendAndRun(): string {
    const again =
      generation === null || revoked
        ? ""
        : `    The same generation again, where the cause lay elsewhere: ${run}${failed ? ` --retry ${shortDigest(generation)}` : ""}\n`;
    return `  Then: mend the source, and immuc bake ${source} && ${run}\n${again}`;
  }
}
