import type { Code, Diagnostic, Level } from "../../../src/diagnostics/diagnostic.ts";
import type { Compilation } from "../../../src/query/compile.ts";
import type { CompileInput } from "../../../src/query/compile-input.ts";
import { environmentFixture, fleetFixture, generationFixture, planFixture } from "../../support/plan-fixture.ts";

/**
 * A compiler of a tiny language of its own, so that what the command line does with findings, plans and faults can be
 * tested without depending on any rule of the real one. A line is a comment (`//`), or one of
 *
 *     report IMMU2001 error the message      a finding on this line
 *     nothing to build                       no plan, as of a file without a project
 *     explode                                a bug of ours
 */
export function compile({ files, entry, params, locked }: CompileInput): Compilation {
  const read = files.readSource(entry);
  const text = read.kind === "ok" ? read.value : "";
  const diagnostics: Diagnostic[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const span = { uri: entry, start, end: start + line.length };
    const [word, code, level, ...rest] = line.split(" ");
    if (word === "explode") throw new TypeError("the stub exploded, as it was told");
    if (word === "report") {
      const message = rest.join(" ");
      diagnostics.push({ code: code as Code, level: level as Level, message, span, related: [], fixes: [] });
    }
    start += line.length + 1;
  }
  if (locked) {
    const span = { uri: entry, start: 0, end: 0 };
    diagnostics.push({ code: "IMMU7001", level: "error", message: "not locked", span, related: [], fixes: [] });
  }
  const failed = diagnostics.some((diagnostic) => diagnostic.level === "error");
  const plan = failed || /^nothing to build$/m.test(text) ? null : stubPlan(params);
  return {
    plan,
    emittable: plan,
    bases: null,
    origins: new Map([["", { uri: entry, start: 0, end: 0 }]]),
    contents: new Map(),
    sources: new Map([[entry, { uri: entry, text }]]),
    inputs: new Map([[entry, text]]),
    diagnostics,
  };
}

function stubPlan(params: CompileInput["params"]): Compilation["plan"] {
  const generation = generationFixture({ config: Object.fromEntries(params) });
  const fleet = fleetFixture(generation);
  return {
    ...planFixture(),
    environments: {
      staging: environmentFixture({ name: "staging", fleets: { web: fleet } }),
      prod: environmentFixture({ name: "prod", after: "staging", fleets: { web: fleet } }),
    },
  };
}
