import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { checkEmission } from "../../../src/emit/check-emission.ts";
import { userDataTooLarge } from "../../../src/emit/terraform/diagnostics.ts";
import { emitTerraform } from "../../../src/emit/terraform/emit-terraform.ts";
import { awsName, identifier, identityDigest } from "../../../src/emit/terraform/names.ts";
import { userData, userDataLimit } from "../../../src/emit/terraform/user-data.ts";
import { generationDigest, generationFixture } from "../../support/plan-fixture.ts";
import {
  fullPlan,
  hostilePlan,
  hostileTexts,
  origins,
  planWithTexts,
  stackText,
  webFleet,
  workerFleet,
} from "./plans.ts";

const before = { ...process.env };
const folder = process.cwd();
afterEach(() => {
  process.env = { ...before };
  process.chdir(folder);
});

test("the output is the same in another folder and environment", () => {
  const expected = emitTerraform(fullPlan());
  process.chdir("/");
  Object.assign(process.env, {
    CDKTF_OUTDIR: "/nowhere",
    CDKTF_CONTEXT_JSON: '{"excludeStackIdFromLogicalIds":"true","cdktfVersion":"9","allowSepCharsInLogicalIds":"true"}',
    CDKTF_TARGET_STACK_ID: "other",
    CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "1",
    SYNTH_HCL_OUTPUT: "true",
    TERRAFORM_BINARY_NAME: "tofu",
    TZ: "Asia/Kathmandu",
    LANG: "tr_TR.UTF-8",
  });
  expect(emitTerraform(fullPlan())).toEqual(expected);
});

test("the order of a plan's keys changes nothing", () => {
  expect(stackText(reversed(fullPlan()))).toBe(stackText(fullPlan()));
});

test("nothing of this machine is in the output", () => {
  expect(stackText(fullPlan())).not.toMatch(/stackTrace|node_modules|\/tmp\/|\.ts:\d/);
  expect(stackText(fullPlan())).not.toContain(folder);
});

test("hostile text changes values and keys of tags alone", () => {
  expect(skeleton(hostilePlan())).toEqual(skeleton(planWithTexts(hostileTexts.map((_, index) => `plain ${index}`))));
});

test("any text changes values and keys of tags alone", () => {
  const anyText = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...hostileTexts));
  const texts = fc.array(
    fc.tuple(anyText, anyText).map((parts) => parts.join("")),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(texts, (list) => {
      expect(skeleton(planWithTexts(list))).toEqual(skeleton(planWithTexts(list.map(() => "plain"))));
    }),
    { numRuns: 40 },
  );
});

test("settings are too large exactly where the script that carries them is", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "é", "\u{1f600}", "$"), maxLength: 700 });
  const name = fc.stringMatching(/^[A-Z]{1,9}$/);
  const settings = fc.record({
    config: fc.dictionary(name, text, { maxKeys: 12 }),
    logFiles: fc.array(fc.stringMatching(/^\/[a-zé:]{1,300}$/), { maxLength: 12 }),
  });
  fc.assert(
    fc.property(settings, (some) => {
      const definition = generationFixture({ fleet: "jobs", http: null, ...some });
      const wanted = generationDigest(definition);
      const plan = fullPlan([workerFleet({ wanted, generations: { [wanted]: definition } })]);
      const script = userData(wanted, definition, "/immu/shop/prod/jobs");
      const tooLarge = new TextEncoder().encode(script).length > userDataLimit;
      expect(checkEmission(plan, origins).some(({ code }) => code === userDataTooLarge.code)).toBe(tooLarge);
    }),
  );
});

test("no text of a user opens a template", () => {
  const allowed = new Set(templatesOf(stackText(planWithTexts(hostileTexts.map((_, index) => `plain ${index}`)))));
  for (const template of templatesOf(stackText(hostilePlan()))) {
    if (!allowed.has(template)) expect(template).toMatch(/^\$\{"[^"]*"\}$/);
  }
});

test("different names give different identifiers and names", () => {
  const name = fc.oneof(fc.string({ unit: "grapheme", minLength: 1 }), fc.stringMatching(/^[a-z][a-z0-9_-]{0,9}$/));
  fc.assert(
    fc.property(name, name, (left, right) => {
      fc.pre(left !== right);
      expect(identifier(left)).not.toBe(identifier(right));
      expect(awsName(32, left, identityDigest([left]), "3fa9c1d2e4b5")).not.toBe(
        awsName(32, right, identityDigest([right]), "3fa9c1d2e4b5"),
      );
    }),
  );
});

// A balancer may not be called internal-…, a security group sg-…, and a bucket what S3 keeps for itself.
test.each([
  ["internal-prod-web", "x-internal-prod-web-3fa9c1d2"],
  ["Internal", "x-Internal-3fa9c1d2"],
  ["sg-prod-web", "x-sg-prod-web-3fa9c1d2"],
  ["sthree-prod", "x-sthree-prod-3fa9c1d2"],
  ["amzn-s3-demo-prod", "x-amzn-s3-demo-prod-3fa9c1d2"],
  ["internal-production-public", "x-internal-production-p-3fa9c1d2"],
  ["internals", "internals-3fa9c1d2"],
  ["sgx", "sgx-3fa9c1d2"],
])("%s has a beginning that AWS takes: %s", (readable, name) => expect(awsName(32, readable, "3fa9c1d2")).toBe(name));

test("identifiers are Terraform's, and names are AWS's and no longer than asked", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(identifier(name)).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/);
      expect(awsName(32, name, identityDigest([name]), "3fa9c1d2e4b5")).toMatch(
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
      );
      expect(awsName(32, name, identityDigest([name]))).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/);
    }),
  );
});

test("no two elements share an address", () => {
  const fleets = ["web", "Web", "w\u00e9b", "web-1", "web_1", "count", "_x", "__proto__"].map((name) =>
    webFleet({ name }),
  );
  const stack = JSON.parse(stackText(fullPlan(fleets))) as { resource: Record<string, Record<string, unknown>> };
  const names = (type: string) =>
    Object.values(stack.resource[type] ?? {}).map((each) => `${(each as { name: string }).name}`.toLowerCase());
  for (const type of ["aws_lb_target_group", "aws_launch_template", "aws_autoscaling_group"]) {
    expect(new Set(names(type)).size, type).toBe(fleets.length * 2);
  }
  expect(new Set(names("aws_iam_role")).size).toBe(fleets.length);
});

/** The shape of a stack: every key but those of tags, and no values. */
function skeleton(plan: Parameters<typeof stackText>[0]): unknown {
  return JSON.parse(stackText(plan), (key, value: unknown) => {
    if (key === "tags") return isRecord(value) ? Object.keys(value).length : value;
    if (Array.isArray(value)) return value.every((each) => typeof each === "string") ? value.length : value;
    return typeof value === "string" ? "text" : value;
  });
}

function templatesOf(stack: string): readonly string[] {
  const texts: string[] = [];
  JSON.parse(stack, (key, value: unknown) => {
    for (const text of [key, value]) if (typeof text === "string") texts.push(text);
    return value;
  });
  return texts.flatMap((text) =>
    [...text.replaceAll("$${", "").matchAll(/\$\{[^}]*\}/g)].map(([template]) => template),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function reversed<T>(value: T): T {
  if (Array.isArray(value) || !isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reversed(item)] as const);
  return Object.fromEntries(entries.reverse()) as T;
}
