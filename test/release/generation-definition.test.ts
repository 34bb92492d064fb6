import { expect, test } from "vitest";
import { digestDefinition, readDefinition, renderDefinition } from "../../src/release/generation-definition.ts";
import { generationFixture } from "../support/plan-fixture.ts";

const reach = {
  egress: { https: { to: "0.0.0.0/0", port: 443, protocol: "tcp" } },
  allow: { queue: { actions: ["sqs:ReceiveMessage"], resources: ["arn:aws:sqs:eu-west-1:123456789012:orders"] } },
} as const;

test.each([
  ["that says what its instances may do and reach", generationFixture(reach)],
  ["of a compiler that did not write that down", generationFixture()],
])("a definition %s is read as it was written", (_, definition) => {
  const text = renderDefinition(definition);
  expect(readDefinition(text, digestDefinition(definition))).toEqual({ kind: "read", definition });
});

test("what instances may do and reach is part of what a generation goes by", () => {
  const { allow } = reach;
  const digests = [generationFixture(), generationFixture({ allow }), generationFixture(reach)].map(digestDefinition);
  expect(new Set(digests).size).toBe(3);
});

test.each(["egress", "allow"])("a definition whose %s is broken is not whole", (field) => {
  const text = JSON.stringify({ ...generationFixture(), [field]: { one: {} } });
  expect(readDefinition(text, "0")).toMatchObject({ kind: "broken", message: expect.stringContaining("is not whole") });
});
