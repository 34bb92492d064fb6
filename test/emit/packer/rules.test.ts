import { expect, test } from "vitest";
import { checkEmission } from "../../../src/emit/check-emission.ts";
import type { CopyStep, ImageDefinition, ImagePlan, RunStep } from "../../../src/plan/model.ts";
import { ContentPool, imagePlan, origins } from "./shop-image.ts";

const pool = new ContentPool();
const oneFile = pool.file("", "x");

test("an image that can be baked as it was written gets no finding", () => {
  expectFindings({}, {}, []);
});

test("a tag can't hold {{, in its value or its name", () => {
  expectFindings({}, { tags: { Owner: "{{user `x`}}" } }, [
    'images/web/tags IMMU8201 the tag "Owner" of image `web` holds "{{" ("{{user `x`}}"), which Packer would run as a template',
  ]);
  expectFindings({}, { tags: { "a{{b": "c" } }, [
    'images/web/tags IMMU8201 the tag "a{{b" of image `web` holds "{{" ("a{{b"), which Packer would run as a template',
  ]);
  expectFindings({}, { tags: { Owner: "{ {user} } ${x} %{y}" } }, []);
});

test("commands, checks, variables and paths may hold {{", () => {
  const to = "/srv/{{x}}";
  const definition = {
    steps: [copy({ to }), run({ commands: ["docker ps --format '{{.ID}}'"], env: { A: "{{b}}" } })],
    checks: [{ name: "up", command: "echo '{{x}}'", within: 0 }],
  };
  expectFindings(definition, {}, []);
});

test("tags that a release trusts are the compiler's", () => {
  expectFindings(
    {},
    { tags: { "immu:fingerprint": "x", "Immu:commit": "y", "aws:name": "z", "immunity:level": "1" } },
    [
      'images/web/tags IMMU8202 image `web` sets the tag "immu:fingerprint", but tags that begin with "immu:" are written by the compiler alone',
      'images/web/tags IMMU8202 image `web` sets the tag "Immu:commit", but tags that begin with "immu:" are written by the compiler alone',
      'images/web/tags IMMU8202 image `web` sets the tag "aws:name", but tags that begin with "aws:" are kept by AWS for itself',
    ],
  );
});

test.each(["A-B", "1A", "", "A B", "A=B", "é"])("%j names no variable", (name) => {
  expectFindings({ steps: [run({ env: { [name]: "x", _OK1: "y" } })] }, {}, [
    `images/web/run/setup/env IMMU8203 run \`setup\` of image \`web\` sets ${JSON.stringify(name)}, which no shell takes as a variable's name`,
  ]);
});

test("a key of one region encrypts no copy elsewhere", () => {
  const encryptionKey = "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
  expectFindings({ encryptionKey }, { regions: ["eu-west-1"] }, []);
  expectFindings({ encryptionKey }, { regions: ["eu-west-1", "us-east-1"] }, [
    `images/web/encryption_key IMMU8204 image \`web\` is baked for eu-west-1, us-east-1, but its key ${encryptionKey} can't be used in all of them`,
  ]);
  expectFindings({ encryptionKey }, { regions: ["us-east-1"] }, [
    `images/web/encryption_key IMMU8204 image \`web\` is baked for us-east-1, but its key ${encryptionKey} can't be used in all of them`,
  ]);
});

test.each(["/etc/shop/", "/", "/etc/.", "/etc/.."])("one file can't be called %s", (to) => {
  expectFindings({ steps: [copy({ to })] }, {}, [
    `images/web/copy/app/to IMMU8205 copy \`app\` of image \`web\` puts one file at ${JSON.stringify(to)}, which names a folder`,
  ]);
});

test("a folder may go to a path that ends in a slash", () => {
  expectFindings({ steps: [copy({ to: "/etc/shop/", folder: true, files: [{ ...oneFile, path: "a" }] })] }, {}, []);
});

test("text that no tool can carry is refused where it is written", () => {
  const definition = {
    steps: [copy({ to: "/a\0" }), run({ commands: ["a\0b"], env: { A: "\ud800" } })],
    checks: [{ name: "up", command: "\0", within: 0 }],
  };
  expectFindings(definition, { tags: { A: "e\u0301" } }, [
    "images/web/copy/app/to IMMU8206 copy `app` of image `web` holds a NUL character, which can't be passed on",
    "images/web/run/setup/commands IMMU8206 run `setup` of image `web` holds a NUL character, which can't be passed on",
    "images/web/run/setup/env IMMU8206 run `setup` of image `web` holds half of a surrogate pair, which can't be passed on",
    "images/web/check/up/command IMMU8206 check `up` of image `web` holds a NUL character, which can't be passed on",
    'images/web/tags IMMU8206 the tag "A" of image `web` holds text that is not in NFC, which can\'t be passed on',
  ]);
});

test("the project's tags are checked where the project says them", () => {
  const plan = imagePlan();
  const tagged = { ...plan, project: { ...plan.project, tags: { Owner: "{{x}}" } } };
  const [finding] = checkEmission(tagged, origins);
  expect(finding?.span).toEqual(origins.get("project/tags"));
});

/** Expects the findings of an image, each as "origin code message". */
function expectFindings(
  definition: Partial<ImageDefinition>,
  image: Partial<ImagePlan>,
  findings: readonly string[],
): void {
  const diagnostics = checkEmission(imagePlan(definition, image), origins);
  const paths = new Map([...origins].map(([path, { start }]) => [start, path]));
  expect(diagnostics.map(({ span, code, message }) => `${paths.get(span.start)} ${code} ${message}`)).toEqual(findings);
}

function copy(step: Partial<CopyStep>): CopyStep {
  return { kind: "copy", name: "app", to: "/x", owner: "root", mode: "0644", files: [oneFile], folder: false, ...step };
}

function run(step: Partial<RunStep>): RunStep {
  return { kind: "run", name: "setup", script: null, commands: [], env: {}, ...step };
}
