import { expect, test } from "vitest";
import type { ProjectFiles } from "../../src/base/project-files.ts";
import { compile } from "../../src/query/compile.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { sampleProject } from "../../src/rollout/samples.ts";

function compileText(text: string) {
  const files: ProjectFiles = {
    readSource: (path) => (path === "main.immu" ? { kind: "ok", value: text } : { kind: "missing", similar: [] }),
    readTree: () => ({ kind: "missing", similar: [] }),
  };
  return compile({ files, entry: "main.immu", params: new Map(), lock: null, locked: false, live: {} });
}

test.each([
  ["careful", true],
  ["swift", true],
  ["gradual", true],
  ["handover", false],
])("std/rollouts `%s` passes every rule as it is", (name, balanced) => {
  const text = sampleProject({ balanced }).replace("rollout = rollout.gentle", `rollout = ${name}`);
  const { plan, diagnostics } = compileText(`import { ${name} } from "std/rollouts"\n${text}`);
  expect(diagnostics.filter(({ level }) => level === "error")).toEqual([]);
  const environment = plan?.environments.prod;
  const fleet = environment?.fleets.web;
  expect(fleet?.rollout.name).toBe(name);
  if (environment && fleet) expect(rolloutPath(environment, fleet).steps.length).toBeGreaterThan(0);
});

test("a finding in a rollout of the standard library stands where the fleet chose it", () => {
  const text = sampleProject({ environment: "limits { first_weight = 0.5% }" }).replace("rollout.gentle", "careful");
  const source = `import { careful } from "std/rollouts"\n${text}`;
  const [found] = compileText(source).diagnostics.filter(({ code }) => code === "IMMU6003");
  expect(source.slice(found?.span.start, found?.span.end)).toBe("careful");
});

test("a fix replaces the value alone", () => {
  const source = sampleProject({
    rollout: 'strategy = "blue_green"\n  abort errors { metric = "http_5xx_rate"  above = 1%  every = 90s }',
  });
  const [found] = compileText(source).diagnostics.filter(({ code }) => code === "IMMU6111");
  const [edit] = found?.fixes[0]?.edits ?? [];
  expect([source.slice(edit?.span.start, edit?.span.end), edit?.text]).toEqual(["90s", "2m"]);
});
