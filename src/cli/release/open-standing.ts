import { canonicalJson } from "../../base/json.ts";
import { lookup } from "../../base/record.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import type { Live } from "../../plan/live.ts";
import type { EnvironmentPlan, Plan } from "../../plan/model.ts";
import type { Compilation } from "../../query/compile.ts";
import { digestInputs } from "../../query/record-inputs.ts";
import type { BuildRecord } from "../../release/ledger/entry.ts";
import { type AppliedBuild, latestBuild, releaseName } from "../../release/replay/find-release.ts";
import { exitCodes } from "../exit-code.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { onlyEnvironment } from "../project/only-environment.ts";
import { printProblems } from "../project/print-findings.ts";
import { readParams } from "../project/project-options.ts";
import type { Terminal } from "../terminal.ts";
import { compileRelease } from "./compile-release.ts";
import {
  environmentNamed,
  ledgerFolderOf,
  type Opened,
  openRelease,
  type ReleaseRequest,
  releaseOf,
  rootOf,
} from "./open-release.ts";

/**
 * Opens an environment as it stands, to go back or on in it: compiled from what it was brought to last, by the start of a
 * rollout or beside the generations alone, which is what AWS has. So a source that has moved on, or that has errors, is not
 * in the way and changes nothing. Where that version can't be had, today's source stands in for it; a policy, a test or a
 * rule about new rollouts that refuses it is told and stops nothing. `withHistory` may add to what history says is live: a
 * generation that is to be brought back.
 */
export async function openStanding(
  terminal: Terminal,
  request: ReleaseRequest,
  withHistory: (live: Live) => Live = (live) => live,
): Promise<Opened> {
  const name = environmentNamed(request.environment);
  const latest = latestBuild(soundLedger(ledgerFolderOf(rootOf(terminal, request.project)), name));
  if (latest === null) return openRelease(terminal, request);
  const params = paramsOf(latest, request.params);
  let live: Live = {};
  const today = await compileProject(
    terminal.folder,
    request.project,
    { params, environment: undefined, locked: false, needed: { environment: name, tell: terminal.note } },
    (history) => {
      live = withHistory(history);
      return live;
    },
  );
  const { root } = today.place;
  const version = await versionOf(latest, root, live);
  if (version.kind === "lost") return openToday(terminal, request, today, { latest, why: version.why });
  const { plan, environment, build, compilation } = version;
  const now = lookup(today.compilation.emittable?.environments ?? {}, name);
  const difference = differenceOf(today, build, compilation);
  if (difference !== null) terminal.note(`${name} goes by ${releaseText(latest)}, as ${difference}\n`);
  // Where Terraform's state has been moved to since is nothing that a release made.
  const standing = now === undefined ? environment : { ...environment, state: now.state };
  const remedy = `This goes by ${releaseText(latest)}: look at what has changed in AWS since.`;
  return { kind: "open", release: await releaseOf({ ...request, params, root }, plan, standing, remedy) };
}

/** Parameters as given, the rest of them as the release was built with. */
function paramsOf({ event }: AppliedBuild, given: readonly string[]): readonly string[] {
  const words = readParams(given);
  const rest = Object.entries(event.build?.params ?? {}).filter(([name]) => !words.has(name));
  return [...given, ...rest.map(([name, value]) => `${name}=${value}`)];
}

type Version =
  | {
      readonly kind: "built";
      readonly plan: Plan;
      readonly environment: EnvironmentPlan;
      readonly build: BuildRecord;
      readonly compilation: Compilation;
    }
  /** `why` continues "release prod:12 can't be built again: ". */
  | { readonly kind: "lost"; readonly why: string };

/** What a release was built from, compiled again with the history of today. */
async function versionOf({ environment: name, event }: AppliedBuild, root: string, live: Live): Promise<Version> {
  const release = await compileRelease(event, root, live, name);
  if (release.kind === "lost") return release;
  const environment = lookup(release.plan.environments, name);
  return environment === undefined
    ? { kind: "lost", why: `at its commit, the source has no environment ${name}` }
    : { ...release, kind: "built", environment };
}

/** A release that can't be built again, and why, as a clause. */
interface LostRelease {
  readonly latest: AppliedBuild;
  readonly why: string;
}

/** Today's source, in place of a version that can't be had. */
async function openToday(
  terminal: Terminal,
  request: ReleaseRequest,
  { place, compilation }: CompiledProject,
  { latest, why }: LostRelease,
): Promise<Opened> {
  const { emittable, diagnostics, sources } = compilation;
  await printProblems(terminal, diagnostics, sources, place.root);
  const { commit } = latest.event;
  const before = commit === null ? "put it back as it was released" : `check out commit ${commit.slice(0, 12)}`;
  const remedy = `R${releaseText(latest).slice(1)} can't be built again: ${why}.\n  Mend the source, or ${before}.`;
  if (emittable === null) {
    terminal.note(`${remedy}\n`);
    const code = exitCodeFor(diagnostics);
    return { kind: "failed", code: code === exitCodes.fine ? exitCodes.source : code };
  }
  terminal.note(`${latest.environment} goes by today's source: ${releaseText(latest)} can't be built again: ${why}\n`);
  const plan = onlyEnvironment(emittable, latest.environment);
  const environment = plan.environments[latest.environment];
  if (environment === undefined) throw new Error(`environment ${latest.environment} is gone`);
  return { kind: "open", release: await releaseOf({ ...request, root: place.root }, plan, environment, remedy) };
}

/** What today's source has that a version has not, as a clause; null where they are the same. */
function differenceOf(
  { place, params, compilation }: CompiledProject,
  build: BuildRecord,
  then: Compilation,
): string | null {
  const files = (inputs: Compilation["inputs"]): string =>
    digestInputs(inputs)
      .map(({ path, sha256 }) => `${path} ${sha256}`)
      .join("\n");
  if (place.entry !== build.entry || files(compilation.inputs) !== files(then.inputs))
    return "the source has moved on since";
  const same = canonicalJson(Object.fromEntries(params)) === canonicalJson(build.params);
  return same ? null : "it was built with other parameters";
}

function releaseText(release: AppliedBuild): string {
  const { commit } = release.event;
  return `release ${releaseName(release)}${commit === null ? "" : ` (commit ${commit.slice(0, 12)})`}`;
}
