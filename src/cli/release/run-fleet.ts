import { assertNever } from "../../base/assert-never.ts";
import { lookup } from "../../base/record.ts";
import { beginRollout, type Start } from "../../host/release/begin-rollout.ts";
import { type Clock, systemClock } from "../../host/release/clock.ts";
import { currentActor, readCommit } from "../../host/release/commit.ts";
import { type DriveOptions, driveRollout, type Outcome } from "../../host/release/drive-rollout.ts";
import { fleetWorld, soundLedger } from "../../host/release/fleet-world.ts";
import type { ReleaseWorld } from "../../host/release/world.ts";
import { openWorkspace, type Workspace, workspacePath } from "../../host/terraform/workspace.ts";
import type { FleetPlan } from "../../plan/model.ts";
import { fleetOf, type RolloutRecord, revocationOf } from "../../release/ledger/state.ts";
import { rollbackCandidates } from "../../release/query/rollback.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { ofProject, ofSource } from "../project/path-word.ts";
import type { Terminal } from "../terminal.ts";
import type { Release } from "./open-release.ts";
import { openProgress, type ProgressView } from "./progress.ts";
import { trafficText } from "./traffic-text.ts";
import { type Failure, whatToDo } from "./where-to-look.ts";

/** What acting on an environment takes: its workspace, and who acts from which commit. */
export interface Acting {
  readonly terminal: Terminal;
  readonly release: Release;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly actor: string;
  readonly commit: string | null;
  /** Whether what is not the fleet's may change along with its steps. */
  readonly agreed: boolean;
}

export interface ActingOptions {
  readonly pluginFolder: string | undefined;
  readonly pace: number;
  readonly yes: boolean;
}

/** Makes an environment ready to be acted on. */
export async function openActing(terminal: Terminal, release: Release, options: ActingOptions): Promise<Acting> {
  const { environment, root, stack, sourceOf } = release;
  if (environment.state === null)
    terminal.note(
      `Terraform's state of ${environment.name} is on this machine alone, in ${workspacePath(environment.name)}; the environment's \`state\` names a bucket for it\n`,
    );
  const workspace = await openWorkspace({
    root,
    environment: environment.name,
    stack,
    pluginFolder: options.pluginFolder ?? null,
    patience: 3_600_000,
    sourceOf,
  });
  const commit = (await readCommit(root))?.commit ?? null;
  return { terminal, release, workspace, clock: systemClock, actor: currentActor(), commit, agreed: options.yes };
}

/** The world of one fleet, with a view of how it goes. The caller ends the view. */
export async function openFleet(
  { terminal, release, workspace, clock, actor, commit, agreed }: Acting,
  fleet: FleetPlan,
): Promise<{ readonly world: ReleaseWorld; readonly view: ProgressView }> {
  const { folder, environment, root, ownerOf, remedy } = release;
  const view = await openProgress(
    terminal,
    fleet.name,
    () => soundLedger(folder, environment.name),
    () => clock.now(),
  );
  const { tell, note } = view;
  const place = { root, folder, environment, fleet, workspace };
  const world = fleetWorld({ ...place, clock, ownerOf, agreed, remedy, actor, commit, tell, note });
  return { world, view };
}

/** Walks a fleet's rollout, which `start` begins or which is under way, and says how it ended. */
export async function followRollout(
  acting: Acting,
  fleet: FleetPlan,
  start: Start | null,
  options: DriveOptions,
): Promise<ExitCode> {
  const { world, view } = await openFleet(acting, fleet);
  try {
    const begun = start === null ? null : await beginRollout(world, start, options);
    const { rollout } = fleetOf(world.ledger().live, fleet.name);
    const outcome = await driveRollout(world, options, begun);
    view.end();
    return await tellOutcome(acting, fleet, rollout, outcome);
  } finally {
    view.end();
  }
}

/** `rolled`: the rollout as it was before. */
async function tellOutcome(
  acting: Acting,
  fleet: FleetPlan,
  rolled: RolloutRecord | null,
  outcome: Outcome,
): Promise<ExitCode> {
  const { terminal, release } = acting;
  const { environment } = release;
  const place = placeOf(release);
  const record = fleetOf(soundLedger(release.folder, environment.name).live, fleet.name);
  const { rollout } = record;
  const { green, red, bold } = terminal.printColors;
  const title = bold(`${environment.name} / ${fleet.name}`);
  const runs = trafficText(record);
  switch (outcome.kind) {
    case "completed":
      terminal.print(`${title}: ${green("released")}, ${runs}\n`);
      return exitCodes.fine;
    case "kept":
      terminal.print(
        `${title}: ${green("promoted")}, ${runs}; the one before stays ready until ${new Date(outcome.until).toISOString()}\n  Then: immuc rollout run ${place} ${fleet.name} --resume\n`,
      );
      return exitCodes.fine;
    case "held":
      terminal.print(
        `${title}: ${green("proved")}, every step before the promotion has passed\n` +
          `  Then: immuc promote ${fleet.name} ${place} && immuc rollout run ${place} ${fleet.name} --resume\n` +
          `    Or give it up: immuc rollout abort ${fleet.name} ${place} --reason "…"\n`,
      );
      return exitCodes.fine;
    case "stopped":
      terminal.print(
        `${title}: ${red("stopped")}, the rollout is still under way\n  ${outcome.reason}\n${await adviceFor(acting, fleet, rolled, { ...outcome, phase: rollout?.phase ?? "active" })}`,
      );
      return exitCodes.policy;
    case "aborted":
      terminal.print(
        `${title}: ${red("aborted")}, ${runs}\n  ${outcome.reason}\n${await adviceFor(acting, fleet, rolled, outcome)}`,
      );
      return exitCodes.policy;
    case "rolled_back":
      terminal.print(
        `${title}: ${red("rolled back")}, ${runs}\n  ${outcome.reason}\n${await adviceFor(acting, fleet, rolled, outcome)}`,
      );
      return exitCodes.policy;
    default:
      return assertNever(outcome);
  }
}

/** The environment and the project as options of a command. */
function placeOf({ environment, project }: Release): string {
  return `--env ${environment.name}${ofProject(project)}`;
}

/** What to look at and what to do, after a rollout that did not end as it should. */
async function adviceFor(
  { workspace, release }: Acting,
  fleet: FleetPlan,
  rolled: RolloutRecord | null,
  failure: Failure,
): Promise<string> {
  const { environment, folder } = release;
  // Terraform's outputs make it more helpful; that they can't be read must not hide how the rollout ended.
  const resources = await workspace.resources(fleet.name).catch(() => null);
  const generation = rolled?.generation ?? null;
  const { live } = soundLedger(folder, environment.name);
  const record = generation === null ? undefined : lookup(fleetOf(live, fleet.name).generations, generation);
  return whatToDo(failure, {
    place: placeOf(release),
    source: `--env ${environment.name}${ofSource(release)}`,
    region: environment.region,
    fleet: fleet.name,
    generation,
    failed: record?.failed === true,
    revoked: record !== undefined && revocationOf(live, record) !== null,
    wayBack: rollbackCandidates(live, fleet.name).length > 0,
    resources,
  });
}
