import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hclString } from "../../src/emit/escape/hcl.ts";
import { isPackerLiteral, packerTemplateText } from "../../src/emit/escape/packer-template.ts";
import type { ImagePlan, Plan } from "../../src/plan/model.ts";
import { emittedTexts, imagePlan, shopPlan } from "../emit/packer/shop-image.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { hostileText } from "../support/hostile-text.ts";

const scratch = sharedFolder();

const packer = toolVersion("packer", "version");
const shellcheck = toolVersion("shellcheck", "--version");
const commit = "0123456789abcdef0123456789abcdef01234567";

/** What the packer of distributions (1.6.6) is too old to know; the schema test holds these to the current plugin. */
const tooNew = {
  files: ["versions.pkr.hcl"],
  attributes: ["imds_support"],
  blocks: ["deregistration_protection", "metadata_options"],
};

// Its multi-Region keys are too new as well, so the full image is encrypted by an alias here.
const { plan: shop, contents } = shopPlan();
const full = withImage(shop, ({ definition }) => ({
  definition: { ...definition, encryptionKey: "arn:aws:kms:eu-west-1:123456789012:alias/shop" },
}));
const unpinned = withImage(imagePlan(), ({ definition }) => ({
  definition: { ...definition, base: { ...definition.base, pins: {} } },
}));

test.runIf(packer).each([
  ["an image that uses everything", full],
  ["an image on a base that is not pinned", unpinned],
])("packer validates %s", (name, plan) => {
  console.info(`${packer}: left out as too new for it: ${Object.values(tooNew).flat().join(", ")}`);
  const folder = writeProject(name, plan, true);
  const { status, stdout, stderr } = spawnSync("packer", ["validate", "-var", `commit=${commit}`, folder], {
    encoding: "utf8",
  });
  expect(`${stdout}${stderr}`.trim()).toBe("");
  expect(status).toBe(0);
});

test.runIf(packer).each(["", "main", "0123456", `${commit}\n`, "{{user `x`}}", commit.toUpperCase()])(
  "packer refuses the commit %j",
  (wrong) => {
    const folder = writeProject("commit", unpinned, true);
    expect(spawnSync("packer", ["validate", "-var", `commit=${wrong}`, folder]).status).not.toBe(0);
  },
);

test.runIf(packer)("packer refuses to bake without a commit", () => {
  const { status, stdout } = spawnSync("packer", ["validate", writeProject("untold", unpinned, true)], {
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  expect(stdout).toContain('Unset variable "commit"');
});

test.runIf(packer).each([
  ["everything", full],
  ["unpinned", unpinned],
])("packer fmt has nothing to change: %s", (name, plan) => {
  const folder = writeProject(`fmt ${name}`, plan, false);
  const { status, stdout } = spawnSync("packer", ["fmt", "-check", "-diff", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

test.runIf(packer)("packer reads every string as it was, as a literal and through its own templates", () => {
  const texts = fc
    .sample(hostileText, { numRuns: 120, seed: 20 })
    // Normalised by Packer, and refused by the compiler.
    .filter((text) => text.normalize("NFC") === text && !text.includes("\0"));
  // Custom data is rendered until it no longer changes, the content of a file once.
  const literals = texts.filter(isPackerLiteral);
  const folder = join(scratch, "strings");
  mkdirSync(folder);
  const custom = literals.map((text, index) => `"k${index}" = ${hclString(text)}\n`).join("");
  const sources = texts.map((text, index) => {
    const target = hclString(join(folder, `out${index}`));
    return `source "file" "s${index}" {\ncontent = ${hclString(packerTemplateText(`.${text}`))}\ntarget = ${target}\n}\n`;
  });
  const names = texts.map((_, index) => `"source.file.s${index}",\n`).join("");
  const build = `build {
    sources = ["source.null.x"]
    post-processor "manifest" {
      output = ${hclString(join(folder, "manifest.json"))}
      custom_data = {\n${custom}}
    }
  }
  build {
    sources = [\n${names}]
  }`;
  writeFileSync(
    join(folder, "x.pkr.hcl"),
    `source "null" "x" {\ncommunicator = "none"\n}\n${sources.join("")}${build}\n`,
  );
  execFileSync("packer", ["build", "-color=false", folder], { stdio: "pipe" });

  const manifest: unknown = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  expect(manifest).toMatchObject({
    builds: [{ custom_data: Object.fromEntries(literals.map((text, index) => [`k${index}`, text])) }],
  });
  expect(texts.map((_, index) => readFileSync(join(folder, `out${index}`), "utf8"))).toEqual(
    texts.map((text) => `.${text}`),
  );
});

test.runIf(shellcheck).each([
  ["everything", full],
  ["unpinned", unpinned],
])("shellcheck finds nothing in the scripts: %s", (name, plan) => {
  const folder = writeProject(`shell ${name}`, plan, false);
  const scripts = Object.keys(emittedTexts(plan, contents)).filter((path) => path.endsWith(".sh"));
  // SC2016 is that single quotes keep "$" from expanding, which is what they are for.
  const paths = scripts.map((path) => join(dirname(folder), path));
  const { status, stdout } = spawnSync("shellcheck", ["--exclude=SC2016", ...paths], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

/** Writes what an image needs and returns its folder. */
function writeProject(name: string, plan: Plan, forOldPacker: boolean): string {
  const root = join(scratch, name.replaceAll(" ", "-"));
  for (const [path, text] of Object.entries(emittedTexts(plan, contents))) {
    if (forOldPacker && tooNew.files.some((file) => path.endsWith(file))) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), forOldPacker && path.endsWith(".hcl") ? withoutTooNew(text) : text);
  }
  return join(root, "web");
}

function withoutTooNew(text: string): string {
  const attributes = new RegExp(`^ *(${tooNew.attributes.join("|")}) *=.*\n`, "gm");
  const blocks = new RegExp(`^( *)(${tooNew.blocks.join("|")}) \\{\n(.*\n)*?\\1\\}\n`, "gm");
  return text.replace(attributes, "").replace(blocks, "");
}

function withImage(plan: Plan, change: (image: ImagePlan) => Partial<ImagePlan>): Plan {
  const images = Object.entries(plan.images).map(([name, image]) => [name, { ...image, ...change(image) }] as const);
  return { ...plan, images: Object.fromEntries(images) };
}

/** The first line of what a tool says of itself; null, with how to get it, where it is missing. */
function toolVersion(tool: string, argument: string): string | null {
  const { status, stdout } = spawnSync(tool, [argument], { encoding: "utf8" });
  if (status === 0) return stdout.split("\n")[0] ?? tool;
  const message = `${tool} is not installed, so its tests did not run: apt-get install ${tool}`;
  if (process.env.CI) throw new Error(message);
  console.warn(message);
  return null;
}
