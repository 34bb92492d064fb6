import { describe, expect, test } from "vitest";
import type { DiagnosticDefinition } from "../../src/diagnostics/definition.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../src/emit/artifact.ts";
import type { Live } from "../../src/plan/live.ts";
import type { Lock } from "../../src/plan/lock.ts";
import type { Compilation } from "../../src/query/compile.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { emitAll } from "../../src/query/emit-all.ts";
import { driftContext } from "../../src/release/drift/context.ts";
import { planFile } from "../../src/release/drift/diagnostics/samples.ts";
import { findDrift } from "../../src/release/drift/find-drift.ts";
import { readTerraformPlan } from "../../src/release/drift/read-plan.ts";
import { parseLock } from "../../src/release/lock/parse.ts";
import { compileFiles, type Files } from "../support/compile.ts";

const all = definitions as readonly DiagnosticDefinition<never>[];

describe("definitions", () => {
  test("have codes of their own", () => {
    const codes = all.map(({ code }) => code);
    expect([...codes].sort()).toEqual([...new Set(codes)].sort());
  });

  test.each(all.map((definition) => [definition.code, definition] as const))(
    "%s says what and why",
    (_, definition) => {
      expect(definition.code).toMatch(/^IMMU[1-9]\d{3}$/);
      expect(definition.title).toMatch(/^(`|[A-Z]).*[^.]$/);
      expect(definition.explanation.length).toBeGreaterThan(40);
    },
  );
});

describe("samples", () => {
  test.each(all.map((definition) => [definition.code, definition] as const))("%s", async (code, { samples }) => {
    const failing = await findingsOf(samples.failing, samples.live);
    expect(failing.map((each) => each.code)).toContain(code);
    const passing = await findingsOf(samples.passing, {});
    expect(passing.filter((each) => each.level === "error" || each.code === code)).toEqual([]);
  });
});

/**
 * Everything that `immuc build` would say about a sample: about its lock and its sources; and what
 * `immuc drift` would, where there is a plan of Terraform beside them.
 */
async function findingsOf(sample: string | Files, live: unknown): Promise<readonly Diagnostic[]> {
  const files = typeof sample === "string" ? { "main.immu": sample } : sample;
  const main = String(files["main.immu"] ?? "");
  const { "immu.lock": lockText, [planFile]: planText, ...sources } = files;
  const options = optionsOf(main);
  const lock =
    typeof lockText === "string"
      ? parseLock({ uri: "immu.lock", text: lockText }, { compiler: "1.0.0", locked: options.locked })
      : null;
  const compilation = compileFiles(sources, {
    ...options,
    lock: (lock?.value ?? null) as Lock | null,
    live: (live ?? {}) as Live,
  });
  const { plan, contents, diagnostics } = compilation;
  const artifacts = plan && (await emitAll({ plan, contents }));
  const drift = typeof planText === "string" ? driftOf(planText, compilation, artifacts ?? [], live) : [];
  return [...(lock?.diagnostics ?? []), ...diagnostics, ...drift];
}

function driftOf(
  planText: string,
  { origins, plan }: Compilation,
  artifacts: readonly Artifact[],
  live: unknown,
): readonly Diagnostic[] {
  const [environment = ""] = Object.keys(plan?.environments ?? {});
  const stack = artifacts.find(({ origin }) => origin === `environments/${environment}`);
  const read = readTerraformPlan(planText);
  if (stack === undefined || read === null) throw new Error("a sample with a plan needs an environment");
  const emitted = { text: new TextDecoder().decode(stack.bytes), addresses: stack.addresses ?? new Map() };
  return findDrift(read, driftContext(environment, emitted, origins, (live ?? {}) as Live));
}

// A last line `// with: --param name=value --locked` says what a sample is built with.
function optionsOf(main: string): { readonly params: Readonly<Record<string, string>>; readonly locked: boolean } {
  const [, options = ""] = /^\/\/ with: (.*)$/m.exec(main) ?? [];
  const params = [...options.matchAll(/--param (\w+)=(\S+)/g)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  return { params: Object.fromEntries(params), locked: options.includes("--locked") };
}
