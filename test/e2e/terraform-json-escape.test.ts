import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { terraformJsonString } from "../../src/emit/escape/terraform-json.ts";
import { temporaryFolder } from "../host/temporary-folder.ts";
import { hostileText } from "../support/hostile-text.ts";

const terraform = spawnSync("terraform", ["version"]).status === 0;
const howToGet =
  "terraform is not installed, so its tests did not run: https://developer.hashicorp.com/terraform/install";
if (!terraform && process.env.CI) throw new Error(howToGet);
if (!terraform) console.warn(howToGet);

test.runIf(terraform)("terraform reads every string as it was, as a value and as a key", () => {
  const unit = fc.constantFrom("$", "%", "{", "}", "\r", "\n", "\ufeff", "TfToken[", '${"["}', "a", '"', "\\", "~");
  const texts = fc
    .sample(fc.oneof(fc.string({ unit }), hostileText), { numRuns: 3000, seed: 11 })
    // Terraform normalises text, and the compiler refuses what is not normalised.
    .filter((text) => text.normalize("NFC") === text);
  const folder = temporaryFolder();
  const values = texts.map(terraformJsonString);
  const config = { output: { values: { value: values }, keys: { value: values.map((text) => ({ [text]: 1 })) } } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(config));
  const run = (...args: string[]) =>
    execFileSync("terraform", args, { cwd: folder, encoding: "utf8", stdio: "pipe", maxBuffer: 2 ** 28 });
  run("init", "-no-color");
  run("apply", "-auto-approve", "-no-color");
  const output = JSON.parse(run("output", "-json")) as {
    readonly values: { readonly value: readonly string[] };
    readonly keys: { readonly value: readonly Readonly<Record<string, number>>[] };
  };
  expect(output.values.value).toEqual(texts);
  expect(output.keys.value.flatMap((entry) => Object.keys(entry))).toEqual(texts);
});
