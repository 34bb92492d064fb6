import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { prettyJson } from "../../../src/base/json.ts";
import { type BuildFacts, provenanceStatement } from "../../../src/release/provenance/statement.ts";

const facts: BuildFacts = {
  outputs: [
    { path: "packer/web/image.pkr.hcl", sha256: "b".repeat(64) },
    { path: "immu.manifest.json", sha256: "a".repeat(64) },
  ],
  inputs: [{ path: "main.immu", sha256: "c".repeat(64) }],
  compiler: "1.2.3",
  entry: "main.immu",
  params: { release: "1.4.2" },
  locked: true,
  environment: null,
  ledger: { prod: { sequence: 7, digest: "d".repeat(64) } },
  source: { commit: "e".repeat(40), uri: "git+https://example.org/shop", folder: "", uncommitted: [] },
  builder: "https://example.org/builders/1",
  invocation: "run-17",
};

// The fields that the specifications require, as they name them: in-toto Statement v1, ResourceDescriptor v1 and SLSA
// Provenance v1. Strict, as a verifier takes a field that is misspelt for one that is absent.
const uri = z.string().check(z.regex(/^[a-z][a-z0-9+.-]*:./));
const digest = z.union([
  z.strictObject({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  z.strictObject({ gitCommit: z.string().check(z.regex(/^[0-9a-f]{40}$/)) }),
]);
const descriptor = z.strictObject({
  name: z.string(),
  uri: z.optional(uri),
  digest,
  annotations: z.optional(z.record(z.string(), z.unknown())),
});
const statement = z.strictObject({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  subject: z.array(z.strictObject({ name: z.string().check(z.minLength(1)), digest })).check(z.minLength(1)),
  predicateType: z.literal("https://slsa.dev/provenance/v1"),
  predicate: z.strictObject({
    buildDefinition: z.strictObject({
      buildType: uri,
      externalParameters: z.record(z.string(), z.unknown()),
      internalParameters: z.optional(z.record(z.string(), z.unknown())),
      resolvedDependencies: z.optional(z.array(descriptor)),
    }),
    runDetails: z.strictObject({
      builder: z.strictObject({ id: uri, version: z.optional(z.record(z.string(), z.string())) }),
      metadata: z.optional(z.strictObject({ invocationId: z.string() })),
    }),
  }),
});

describe("the statement of a build", () => {
  test("has the structure that in-toto and SLSA ask for", () => {
    for (const each of [facts, { ...facts, source: null, builder: null, invocation: null }])
      expect(statement.safeParse(provenanceStatement(each)).error?.issues).toBeUndefined();
  });

  test("names what was made, from what, and how", async () => {
    await expect(prettyJson(provenanceStatement(facts))).toMatchFileSnapshot("../../golden/provenance/statement.json");
  });

  test("does not depend on the order in which files are told", () => {
    expect(provenanceStatement({ ...facts, outputs: [...facts.outputs].reverse() })).toEqual(
      provenanceStatement(facts),
    );
  });

  test("says where the sources were not those of the commit", () => {
    const source = { commit: "e".repeat(40), uri: null, folder: "infra/shop", uncommitted: ["main.immu", "app.conf"] };
    expect(provenanceStatement({ ...facts, source })).toMatchObject({
      predicate: {
        buildDefinition: {
          resolvedDependencies: [
            {
              name: "source",
              digest: { gitCommit: "e".repeat(40) },
              annotations: { folder: "infra/shop", uncommitted: ["app.conf", "main.immu"] },
            },
            { name: "main.immu" },
          ],
        },
      },
    });
  });
});
