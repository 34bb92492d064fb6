import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { expect, it } from "vitest";
import { temporaryFolder } from "../host/temporary-folder.ts";

const root = resolve(import.meta.dirname, "../..");
const config = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));

/** Names of the rules that these files break, and where: `layer-base src/base/a.ts`. */
async function violations(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { output } = await cruise(["src"], {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
    tsPreCompilationDeps: true,
  });
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`).sort();
}

const imports = (path: string): string => `import { x } from "${path}";\nexport const y = x;\n`;
const leaf = "export const x = 1;\n";
const library = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
  [`node_modules/${name}/index.js`]: "exports.x = 1;\n",
});

it("lets layers import what lies below them", async () => {
  const files = {
    "src/base/a.ts": leaf,
    "src/syntax/b.ts": imports("../base/a.ts"),
    "src/cli/c.ts": imports("../syntax/b.ts"),
  };
  expect(await violations(files)).toEqual([]);
});

it("refuses an import that points up", async () => {
  const files = { "src/base/a.ts": imports("../plan/b.ts"), "src/plan/b.ts": leaf };
  expect(await violations(files)).toEqual(["layer-base src/base/a.ts"]);
});

it("refuses an import of a type that points up", async () => {
  const files = {
    "src/syntax/a.ts": 'import type { X } from "../query/b.ts";\nexport type Y = X;\n',
    "src/query/b.ts": "export type X = 1;\n",
  };
  expect(await violations(files)).toEqual(["layer-syntax src/syntax/a.ts"]);
});

it("refuses an import that is only made on demand", async () => {
  const files = { "src/query/a.ts": 'export const y = () => import("../host/b.ts");\n', "src/host/b.ts": leaf };
  expect(await violations(files)).toEqual(["layer-query src/query/a.ts"]);
});

it("keeps the two edges apart", async () => {
  const files = { "src/cli/a.ts": imports("../lsp/b.ts"), "src/lsp/b.ts": leaf };
  expect(await violations(files)).toEqual(["edge src/cli/a.ts"]);
});

it("refuses a library outside its layer, and takes it inside", async () => {
  const files = {
    ...library("chevrotain"),
    "src/syntax/a.ts": imports("chevrotain"),
    "src/semantics/b.ts": imports("chevrotain"),
  };
  expect(await violations(files)).toEqual(["library-chevrotain src/semantics/b.ts"]);
});

it("refuses effects in the core, and hashing outside base", async () => {
  const files = {
    "src/plan/a.ts": 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n',
    "src/plan/b.ts": 'import { hostname } from "os";\nexport const y = hostname;\n',
    "src/plan/c.ts": 'import { createHash } from "node:crypto";\nexport const y = createHash;\n',
    "src/base/d.ts": 'import { createHash } from "node:crypto";\nexport const y = createHash;\n',
    "src/host/e.ts": 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n',
  };
  expect(await violations(files)).toEqual(["effects src/plan/a.ts", "effects src/plan/b.ts", "hashing src/plan/c.ts"]);
});

it("refuses a circle that leaves a folder", async () => {
  const files = {
    "src/plan/a.ts": 'import { y } from "./in/b.ts";\nexport const x = () => y;\n',
    "src/plan/in/b.ts": 'import { x } from "../a.ts";\nexport const y = () => x;\n',
    "src/plan/near/c.ts": 'import { y } from "./d.ts";\nexport const x = () => y;\n',
    "src/plan/near/d.ts": 'import { x } from "./c.ts";\nexport const y = () => x;\n',
  };
  expect(await violations(files)).toEqual(["cycles src/plan/a.ts"]);
});

it("refuses a circle that is closed by a type, in one folder too", async () => {
  const files = {
    "src/plan/a.ts": 'import { y } from "./b.ts";\nexport type X = 1;\nexport const x = y;\n',
    "src/plan/b.ts": 'import type { X } from "./a.ts";\nexport const y: X = 1;\n',
  };
  expect(await violations(files)).toEqual(["cycles-of-types src/plan/a.ts"]);
});
