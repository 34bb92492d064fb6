import { join, resolve } from "node:path";
import { lineIndex, positionAt } from "../../base/line-index.ts";
import { compareCodePoints } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";
import type { LedgerFolder } from "../../host/ledger/ledger-folder.ts";
import type { EnvironmentPlan, FleetPlan, Plan } from "../../plan/model.ts";
import { originOf } from "../../plan/origins.ts";
import type { BuildRecord } from "../../release/ledger/entry.ts";
import { withoutIndex } from "../../release/resource-address.ts";
import type { OwnerOf } from "../../release/run/plan-changes.ts";
import { suggest } from "../../semantics/suggest.ts";
import type { ExitCode } from "../exit-code.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { locateProject, shownPath } from "../project/locate-project.ts";
import { printProblems } from "../project/print-findings.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { buildRecord } from "./build-record.ts";

export interface ReleaseRequest {
  readonly project: string | undefined;
  readonly params: readonly string[];
  readonly environment: string | undefined;
}

/** A project with its history, as a release of one environment sees it. */
export interface Release {
  readonly root: string;
  /** As the command line names it. */
  readonly project: string | undefined;
  /** As `--param` takes them. */
  readonly params: readonly string[];
  readonly folder: LedgerFolder;
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  /** The text of the environment's stack. */
  readonly stack: string;
  /** The part of the plan that an address of the stack stands for, as `Origins` names it; null for an unknown one. */
  readonly partOf: (address: string) => string | null;
  readonly ownerOf: OwnerOf;
  /** Where in the source an address is decided: `main.immu:12:3`; null where it is not today's source that is released. */
  readonly sourceOf: (address: string) => string | null;
  /** What to do where a plan of Terraform does more than its step, in a sentence or two. */
  readonly remedy: string;
  /** What the release is built from; null where nothing new is released. */
  readonly build: (() => Promise<BuildRecord>) | null;
}

export type Opened =
  | { readonly kind: "open"; readonly release: Release }
  /** The findings have been printed. */
  | { readonly kind: "failed"; readonly code: ExitCode };

/** The ledgers of a project. */
export function ledgerFolderOf(root: string): LedgerFolder {
  return { path: join(root, "ledger"), shownAs: "ledger" };
}

/** The project that a command line means, where only its history matters. */
export function rootOf(terminal: Terminal, project: string | undefined): string {
  return locateProject(terminal.folder, project).root;
}

/** The environment that a command line must name. */
export function environmentNamed(name: string | undefined): string {
  if (name === undefined) throw new UsageError("--env says which environment; it is missing");
  return name;
}

/** Compiles a project with its history, down to the stack of one environment, for a release of what its source says. */
export async function openRelease(terminal: Terminal, request: ReleaseRequest): Promise<Opened> {
  const name = environmentNamed(request.environment);
  const options = { params: request.params, environment: name, locked: false };
  const project = await compileProject(terminal.folder, request.project, options);
  const { plan, diagnostics, sources } = project.compilation;
  await printProblems(terminal, diagnostics, sources, project.place.root);
  const environment = plan?.environments[name];
  if (plan === null || environment === undefined) return { kind: "failed", code: exitCodeFor(diagnostics) };
  const remedy = "Look at what has changed meanwhile, and run it again, with --resume where it has begun.";
  const release = await releaseOf({ ...request, root: project.place.root }, plan, environment, remedy);
  const sourceOf = (address: string): string | null => {
    const part = release.partOf(address);
    return part === null ? null : placeOf(terminal, project, part);
  };
  return { kind: "open", release: { ...release, sourceOf, build: () => buildRecord(project, plan) } };
}

/** The place of a part of the plan in a project's source, as the person at the terminal would name it. */
function placeOf(terminal: Terminal, { compilation, place }: CompiledProject, part: string): string {
  const { uri, start } = originOf(compilation.origins, part);
  const { line, column } = positionAt(lineIndex(compilation.sources.get(uri)?.text ?? ""), start);
  return `${shownPath(terminal.folder, join(place.root, uri))}:${line + 1}:${column + 1}`;
}

/** What moves an environment as a plan says it, without a record to start something new by. */
export async function releaseOf(
  { root: place, project, params }: Pick<Release, "root" | "project" | "params">,
  plan: Plan,
  environment: EnvironmentPlan,
  remedy: string,
): Promise<Release> {
  const { emitTerraform } = await import("../../emit/terraform/emit-terraform.ts");
  const alone = { ...plan, environments: { [environment.name]: environment } };
  const stack = emitTerraform(alone).find(({ path }) => path.endsWith("/cdk.tf.json"));
  if (stack === undefined) throw new Error(`no stack of ${environment.name} is emitted`);
  const root = resolve(place);
  const partOf = (address: string): string | null => stack.addresses?.get(withoutIndex(address)) ?? null;
  const fleetPrefix = `environments/${environment.name}/fleets/`;
  return {
    root,
    project,
    params,
    folder: ledgerFolderOf(root),
    plan: alone,
    environment,
    stack: new TextDecoder().decode(stack.bytes),
    partOf,
    ownerOf: (address) => {
      const part = partOf(address);
      if (part === null) return null;
      return part.startsWith(fleetPrefix) ? (part.slice(fleetPrefix.length).split("/")[0] ?? "") : "";
    },
    sourceOf: () => null,
    remedy,
    build: null,
  };
}

/** A fleet of an environment by its name. */
export function fleetNamed(environment: EnvironmentPlan, name: string): FleetPlan {
  const fleet = lookup(environment.fleets, name);
  if (fleet !== undefined) return fleet;
  const known = Object.keys(environment.fleets).sort(compareCodePoints);
  const near = suggest(name, known);
  const advice = near === null ? `It has ${known.join(", ") || "none"}.` : `Did you mean ${near}?`;
  throw new UsageError(`environment ${environment.name} has no fleet ${name}\n  ${advice}`);
}

/** The generation that a prefix of its digest means, among those that are known. */
export function generationNamed(prefix: string, known: readonly string[]): string {
  const found = known.filter((digest) => digest.startsWith(prefix.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const list = known.map((digest) => digest.slice(0, 12)).join(", ") || "none";
  throw new UsageError(
    found.length === 0
      ? `no generation begins with ${prefix}\n  There are: ${list}.`
      : `${prefix} is the beginning of several generations: ${found.map((digest) => digest.slice(0, 12)).join(", ")}`,
  );
}
