import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { compileFolder, emitted, exampleFolder, exampleNames } from "../support/project.ts";
import { installed } from "./support/installed.ts";

const place = sharedFolder();

const fork = installed("cdktn", "cdktn@0.24");
const libraries: readonly (readonly [string, string | null])[] = [
  ["CDKTF", null],
  ...(fork === null ? [] : ([["its fork cdktn", join(fork, "cdktn")]] as const)),
];

describe.each(libraries)("%s", (name, library) => {
  const program = join(place, `${name.replaceAll(" ", "-")}.cjs`);
  test("synthesizes the stacks of every example as they are emitted", async () => {
    await build({
      entryPoints: [join(import.meta.dirname, "support/synthesize-plan.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      logLevel: "error",
      ...(library === null ? {} : { alias: { cdktf: library } }),
    });
    for (const example of exampleNames) {
      const compilation = compileFolder(exampleFolder(example));
      const stacks = (await emitted(compilation)).filter(({ path }) => path.endsWith("/cdk.tf.json"));
      expect(stacks.length).toBeGreaterThan(0);
      const plan = join(place, `${example}.json`);
      writeFileSync(plan, JSON.stringify(compilation.plan));
      const out = mkdtempSync(join(place, "out-"));
      execFileSync(process.execPath, [program, plan, out], { stdio: "pipe" });
      for (const { path, bytes } of stacks) {
        const theirs = readFileSync(join(out, path.replace("cdktf.out/", "")), "utf8");
        const ours = new TextDecoder().decode(bytes);
        expect(comparable(JSON.parse(ours)), path).toEqual(comparable(JSON.parse(theirs)));
        // Byte for byte where nothing differs by intent: white space in what is empty, and the backend.
        if (library === null) expect(withoutBackend(ours), path).toBe(withoutBackend(theirs));
      }
    }
  });
});

// The fork's version stands in the metadata, and without a state the library names the working folder.
function comparable(stack: JsonObject): JsonObject {
  const { "//": notes, terraform, ...rest } = stack as Record<string, JsonObject>;
  const { backend, ...settings } = terraform ?? {};
  const { metadata, ...others } = notes ?? {};
  const { version, ...facts } = (metadata ?? {}) as JsonObject;
  return { ...rest, terraform: settings, "//": { ...others, metadata: facts } };
}

function withoutBackend(text: string): string {
  const compact = text.trim().replace(/([{[])\n *([}\]])/g, "$1$2");
  return compact.replace(/\n {4}"backend": \{\n(?: {6}.*\n)* {4}\},?/, "");
}
