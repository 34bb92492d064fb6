import { shortDigest } from "../../base/digest.ts";
import { plural } from "../../base/wording.ts";
import { fleetVariableName } from "../../emit/terraform/variable.ts";
import { generationsOf } from "../../plan/legacy.ts";
import type { EnvironmentPlan } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import { belongsTo, type OwnerOf, type PlannedChange } from "../../release/run/plan-changes.ts";
import { changeText, refusedInPlace } from "../../release/run/step-guard.ts";
import type { Workspace } from "../terraform/workspace.ts";
import { planAsItStands, variablesOf } from "./apply-state.ts";
import { ReleaseRefused } from "./world.ts";

export interface BringRequest {
  readonly environment: EnvironmentPlan;
  /** The fleets that are about to be released: what is theirs may change without a question. */
  readonly fleets: readonly string[];
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly ownerOf: OwnerOf;
  /** Whether changes of what others rely on were agreed to. */
  readonly agreed: boolean;
  readonly note: (text: string) => void;
}

/**
 * Brings everything of an environment but its generations to what the source says, with every fleet where the ledger left
 * it: balancers and roles before a first release, alarms and log groups later. So a step's plan has nothing to do but
 * the step. What is new is created; changes of what is there already, beyond the fleets to release, want a yes. Returns how
 * much was changed.
 */
export async function bringEnvironment(request: BringRequest): Promise<number> {
  const { environment, workspace, ledger, agreed, note } = request;
  const variables = variablesOf(environment, ledger, {});
  // Machines that a first release could not bring up: steps take them away, or a retry finds them healthy.
  const isGroup = ({ type }: PlannedChange): boolean => type === "aws_autoscaling_group";
  const changes = await planAsItStands(workspace, "environment.tfvars.json", variables, isGroup);
  if (changes.length === 0) return 0;
  const inPlace = changes.flatMap((change) => refusedInPlace(change) ?? []);
  if (inPlace.length > 0)
    throw new ReleaseRefused(`Terraform's plan changes what never changes\n${listOf(inPlace)}  Nothing was applied.`);
  const lost = lostGenerations(request, changes);
  if (lost.length > 0)
    throw new ReleaseRefused(
      `the ledger says that these are live, and Terraform's state does not know them\n${listOf(lost)}` +
        `  Nothing was applied. Is ${workspace.shownAs} the state that they were released with?`,
    );
  const moves = changes.filter(({ type, action }) => movingTypes.has(type) && action !== "create");
  const underWay = movesUnderWay(request, moves);
  if (underWay.length > 0)
    throw new ReleaseRefused(
      `a rollout is under way, and this changes what it stands on\n${listOf(underWay)}` +
        "  Nothing was applied. End it first: go on with --resume, or give it up with `immuc rollout abort`.",
    );
  const others = changes.filter(
    (change) => change.action !== "create" && !moves.includes(change) && !isOfFleets(request.fleets, request, change),
  );
  if (!agreed && moves.length + others.length > 0)
    throw new ReleaseRefused(questionOf(environment.name, moves.map(changeText), others.map(changeText)));
  note(
    `${environment.name}: ${plural(changes.length, "change")} beside the generations, such as ${changes.slice(0, 3).map(changeText).join(", ")}\n`,
  );
  await workspace.apply();
  return changes.length;
}

/** What wants a yes, all of it at once. */
function questionOf(environment: string, moves: readonly string[], others: readonly string[]): string {
  const moved = `this moves what serves in ${environment}, outside of a rollout\n${listOf(moves)}`;
  const shared = `what fleets share in ${environment} is not as the source says\n${listOf(others)}`;
  const before = moves.length > 0 ? "Where a rollback or a retirement was cut short, run it again; else look" : "Look";
  return `${moves.length > 0 ? moved : ""}${others.length > 0 ? shared : ""}  Nothing was applied. ${before} at it, and agree with --yes.`;
}

/** Where traffic goes, and how many machines there are for it: for steps to change. */
const movingTypes: ReadonlySet<string> = new Set(["aws_autoscaling_group", "aws_lb_listener_rule"]);

/** Generations that the ledger says are live and that the plan would create. */
function lostGenerations({ ledger, environment }: BringRequest, changes: readonly PlannedChange[]): readonly string[] {
  return Object.values(environment.fleets).flatMap(({ name }) => {
    return generationsOf(fleetOf(ledger.live, name).state)
      .filter((id) => {
        const address = `aws_launch_template.${fleetVariableName(name)}_${shortDigest(id)}[0]`;
        return changes.some((change) => change.address === address && change.action === "create");
      })
      .map((id) => `generation ${shortDigest(id)} of fleet ${name}`);
  });
}

/** What would move of fleets that are between two generations, with the fleet: no yes is meant for that. */
function movesUnderWay(request: BringRequest, moves: readonly PlannedChange[]): readonly string[] {
  const names = Object.values(request.ledger.live.fleets).flatMap(({ name, rollout }) =>
    rollout?.phase === "active" ? name : [],
  );
  return names.flatMap((name) =>
    moves
      .filter((change) => isOfFleets([name], request, change))
      .map((change) => `${changeText(change)}, of fleet ${name}`),
  );
}

function isOfFleets(fleets: readonly string[], { ownerOf }: BringRequest, change: PlannedChange): boolean {
  return fleets.some((name) => belongsTo(change, { name, identifier: fleetVariableName(name) }, ownerOf));
}

function listOf(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join("");
}
