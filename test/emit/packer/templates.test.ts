import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { generate, output, refuseBareMustaches } from "../../../scripts/gen-templates.ts";
import { render } from "../../../src/emit/packer/render.ts";
import { temporaryFolder } from "../../host/temporary-folder.ts";

test("the precompiled templates are those of the sources", () => {
  expect(readFileSync(new URL(`../../../${output}`, import.meta.url), "utf8") === generate()).toBe(true);
});

test.each([
  "{{name}}",
  "{{{name}}}",
  "{{&name}}",
  "{{#name}}x{{/name}}",
  "{{> part}}",
  "{{lookup a b}}",
  "{{#with a}}{{/with}}",
])("a template may not say %s", (source) => {
  expect(() => refuseBareMustaches("x.hbs", source)).toThrow("x.hbs:1");
});

test("a template may use helpers, inside of blocks too", () => {
  expect(() => refuseBareMustaches("x.hbs", "{{#each a}}{{#if b}}{{hcl c indent=4}}{{/if}}{{/each}}")).not.toThrow();
});

test("a value that a helper misses fails instead of writing nothing", () => {
  expect(() => render("check", {} as never)).toThrow();
});

test("the runtime works in a CommonJS bundle, without Handlebars' compiler", async () => {
  const folder = temporaryFolder();
  const outfile = join(folder, "render.cjs");
  const entry = fileURLToPath(new URL("../../../src/emit/packer/render.ts", import.meta.url));
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    metafile: true,
  });
  expect(Object.keys(result.metafile.inputs).filter((path) => path.includes("handlebars/compiler"))).toEqual([]);
  const program = `process.stdout.write(require(${JSON.stringify(outfile)}).render("services", { services: ["a b"] }))`;
  expect(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })).toContain("'a b'");
});
