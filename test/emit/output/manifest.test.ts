import { expect, test } from "vitest";
import { sha256 } from "../../../src/base/digest.ts";
import { prettyJson } from "../../../src/base/json.ts";
import { textArtifact } from "../../../src/emit/artifact.ts";
import { manifestText } from "../../../src/emit/output/manifest.ts";
import { planFixture } from "../../support/plan-fixture.ts";

test.each([0, 1, 1000])("%i files are there, sorted, as the usual JSON would have them", (count) => {
  const plan = planFixture();
  const artifacts = Array.from({ length: count }, (_, at) => ({
    ...textArtifact(`rollouts/${(at * 7919) % 1009}/"plan".json`, `{${at}}`),
    ...(at % 2 === 0 ? { executable: true } : {}),
  }));
  const text = manifestText({
    compiler: "1.2.3",
    plan,
    params: new Map([["size", "3"]]),
    inputs: [
      { path: "main.immu", sha256: sha256("main") },
      { path: "10", sha256: sha256("ten") },
      { path: "9", sha256: sha256("nine") },
    ],
    ledger: { prod: { sequence: 3, digest: sha256("entry") } },
    artifacts,
  });
  const files = artifacts.map(({ path, bytes, executable }) => {
    const entry = { sha256: sha256(bytes), size: bytes.length, ...(executable ? { executable } : {}) };
    return [path, entry] as const;
  });
  const fleets = Object.values(plan.environments).map((environment) => {
    const generations = Object.values(environment.fleets).map(({ name, wanted, stable }) => [name, { wanted, stable }]);
    return [environment.name, Object.fromEntries(generations)] as const;
  });
  const expected = {
    format: 1,
    compiler: "1.2.3",
    project: plan.project.name,
    params: { size: "3" },
    inputs: { "main.immu": sha256("main"), "10": sha256("ten"), "9": sha256("nine") },
    ledger: { prod: { sequence: 3, digest: sha256("entry") } },
    images: Object.fromEntries(Object.values(plan.images).map(({ name, fingerprint }) => [name, fingerprint])),
    fleets: Object.fromEntries(fleets),
    files: Object.fromEntries(files),
  };
  expect(text === prettyJson(expected)).toBe(true);
});
