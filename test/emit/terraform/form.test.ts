import { SecurityGroup, type SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group/index.js";
import { TerraformStack } from "cdktf";
import { RootConstruct } from "constructs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type BlockValues, blockKind } from "../../../src/emit/terraform/element.ts";
import { createMemberMaker } from "../../../src/emit/terraform/form.ts";
import { hostileTexts } from "./plans.ts";

const kind = blockKind(SecurityGroup);
const stack = new TerraformStack(new RootConstruct(), "stack");

// Nothing here is a token of CDKTF's, as no text that an emitter hands on is one.
const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...hostileTexts)).filter(isNoToken);
const rule = fc.record(
  { fromPort: fc.oneof(fc.integer(), fc.double({ noNaN: true })), toPort: fc.integer(), cidrBlocks: fc.array(text) },
  { requiredKeys: ["fromPort", "toPort"] },
);
const config: fc.Arbitrary<SecurityGroupConfig> = fc.record(
  { name: text, tags: fc.dictionary(text, text, { noNullPrototype: true }), ingress: fc.array(rule), count: fc.nat() },
  { requiredKeys: [] },
);
const dependsOn = fc.option(fc.array(text), { nil: undefined });
const values: fc.Arbitrary<BlockValues<SecurityGroupConfig>> = fc.record({
  config,
  overrides: fc.dictionary(fc.constantFrom("lifecycle.prevent_destroy", "x"), text, { noNullPrototype: true }),
  dependsOn,
});

test("each element says what CDKTF would make it say, whichever came before", () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 2, maxLength: 8 }), (elements) => {
      const make = createMemberMaker(stack, kind);
      // Twice, so that each has one before it that is like it.
      for (const [at, given] of [...elements, ...elements].entries()) {
        const { metadata, ...said } = make(`id${at}`, given);
        const { metadata: wanted, ...alone } = createMemberMaker(stack, kind)(`id${at}`, given);
        expect(said).toEqual(alone);
        expect(metadata?.()).toEqual(wanted?.());
      }
    }),
    { numRuns: 25 },
  );
});

test("a form that was forgotten is made again", () => {
  const make = createMemberMaker(stack, kind);
  const shapes = Array.from({ length: 100 }, (_, at) => ({
    overrides: {},
    config: { tags: Object.fromEntries([[`tag${at}`, "text"]]) },
  }));
  const first = shapes.map((given) => make("id", given).text);
  const second = shapes.map((given) => make("id", given).text);
  expect(second).toEqual(first);
  expect(new Set(first).size).toBe(shapes.length);
});

test("what stands in a form under a mark's text stays where it is", () => {
  const make = createMemberMaker(stack, kind);
  const texts = ["-1-", "0", "id", '"', "\\"];
  const elements = texts.map((each) => make("id", { config: { name: each, tags: { [each]: each } }, overrides: {} }));
  for (const [at, { text: said }] of elements.entries()) {
    expect(JSON.parse(said)).toMatchObject({ name: texts[at], tags: { [texts[at] ?? ""]: texts[at] } });
  }
});

function isNoToken(each: string): boolean {
  return !each.includes("TfToken[") && each !== "__proto__";
}
