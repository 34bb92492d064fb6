import fc from "fast-check";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../../src/emit/artifact.ts";
import type { Plan } from "../../../src/plan/model.ts";
import { type Compilation, compile } from "../../../src/query/compile.ts";
import { emitAll } from "../../../src/query/emit-all.ts";
import { rendered } from "../compile.ts";
import type { Project } from "./model.ts";
import { inputOf, type Printed, print, shown } from "./print.ts";
import { plainStyle, type Style } from "./style.ts";

/** All that a build makes of a project. */
export interface Build {
  readonly printed: Printed;
  readonly compilation: Compilation;
  readonly plan: Plan;
  readonly artifacts: readonly Artifact[];
}

/** Compiles and emits a project as a style writes it. Errors are ours: every generated project is right. */
export function build(project: Project, style: Style = plainStyle): Promise<Build> {
  return buildPrinted(print(project, style));
}

export async function buildPrinted(printed: Printed): Promise<Build> {
  const compilation = compile(inputOf(printed));
  const { plan } = compilation;
  if (plan === null) throw new Error(explained(printed, compilation, compilation.diagnostics));
  return { printed, compilation, plan, artifacts: await emitAll({ ...compilation, plan }) };
}

/** The bytes of every artifact by its path, and whether it can be run, in a form that compares well. */
export function contentsOf({ artifacts }: Pick<Build, "artifacts">): Readonly<Record<string, string>> {
  return Object.fromEntries(
    artifacts.map(({ path, bytes, executable }) => [
      path,
      `${executable ? "executable " : ""}${Buffer.from(bytes).toString("latin1")}`,
    ]),
  );
}

/** The paths of artifacts that two builds do not have alike. */
export function differences(left: Build, right: Build): readonly string[] {
  const [one, other] = [contentsOf(left), contentsOf(right)];
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].filter((path) => one[path] !== other[path]).sort();
}

/**
 * Checks a law over generated projects. A slow machine stops early, but never before the law has held for a project;
 * on a fast one all runs take a few seconds.
 */
export async function holds<Ts extends [unknown, ...unknown[]]>(
  runs: number,
  property: fc.IAsyncPropertyWithHooks<Ts>,
): Promise<void> {
  await fc.assert(property, { numRuns: 2 });
  const details = await fc.check(property, { numRuns: runs, interruptAfterTimeLimit: 6000 });
  if (details.failed && details.counterexample !== null)
    throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
}

function explained(printed: Printed, { sources }: Compilation, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ level }) => level === "error");
  // Bakes are drawn without regard to the environment's window: a rollout that does not fit into it is no project for these laws.
  fc.pre(!errors.every(({ code }) => code === "IMMU6030"));
  return `${rendered({ diagnostics: errors, sources })}\n${shown(printed)}`;
}
