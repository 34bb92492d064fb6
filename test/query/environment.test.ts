import { expect, test } from "vitest";
import type { LiveFleet } from "../../src/plan/live.ts";
import { storeSample } from "../../src/rollout/samples.ts";
import { type CompileOptions, codesOf, compileFiles } from "../support/compile.ts";

const project = (version: number, from: number): string =>
  `${storeSample(`contract { version = ${version}  compatible_from = ${from} }`)}
environment staging { region = "eu-west-1"  network = network.main }
`;

/** The fleet of an environment as it is once a version is released there. */
function released(environment: string, version: number, from: number): LiveFleet {
  const fleet = compileFiles(project(version, from)).plan?.environments[environment]?.fleets.web;
  if (fleet === undefined) throw new Error("it compiles");
  const state = { attached: true, weight: 100, min: 4, max: 8, desired: 4 };
  return { stable: fleet.wanted, state: { [fleet.wanted]: state }, generations: fleet.generations };
}

test("what is to be released to one environment is not held up by where another stands", () => {
  const live = { staging: { web: released("staging", 3, 2) }, prod: { web: released("prod", 2, 1) } };
  const contract = (options: CompileOptions): readonly string[] =>
    codesOf(project(4, 3), { live, ...options }).filter((code) => code === "IMMU6033");
  expect(contract({})).toEqual(["IMMU6033"]);
  expect(contract({ environment: "prod" })).toEqual(["IMMU6033"]);
  expect(contract({ environment: "staging" })).toEqual([]);
  expect(compileFiles(project(4, 3), { live, environment: "staging" }).plan).not.toBeNull();
});

test("names, types and policies hold for the whole source all the same", () => {
  const policy = 'policy two on environment e { require e.name != "prod" else "not ${e.name}" }\n';
  expect(codesOf(project(4, 3) + policy, { environment: "staging" })).toContain("IMMU5001");
});
