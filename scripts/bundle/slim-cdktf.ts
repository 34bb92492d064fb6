import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Leaves out of a bundle what a build never runs of CDKTF and of the provider's classes, and has the rest run when it is
 * used: most of a small build is starting.
 */
export const slimCdktf: Plugin = {
  name: "slim-cdktf",
  setup(build) {
    build.onResolve({ filter: /^cdktf$/ }, ({ path }) => ({ path, namespace, sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: reExports(packages.resolve(path)) }));
    build.onResolve({ filter: /.*/, namespace }, ({ path }) => ({ path, sideEffects: false }));
    build.onLoad({ filter: /[\\/]node_modules[\\/]cdktf[\\/]lib[\\/].*\.js$/ }, async ({ path }) => ({
      contents: requiredWhereUsed(await readFile(path, "utf8")),
    }));
    build.onLoad({ filter: /[\\/]@cdktf[\\/]provider-aws[\\/]lib[\\/].*\.js$/ }, async ({ path }) => ({
      contents: onlyWhatSynthesizes(await readFile(path, "utf8"), path),
    }));
  },
};

const namespace = "slim-cdktf";
const packages = createRequire(import.meta.url);

/** What a module of CDKTF exports, as an ES module: esbuild then takes those parts alone that something is used of. */
function reExports(path: string): string {
  const parts = [...readFileSync(path, "utf8").matchAll(/^__exportStar\(require\("(.+)"\), exports\);$/gm)];
  if (parts.length > 0)
    return parts.map(([, part = ""]) => reExports(packages.resolve(join(dirname(path), part)))).join("");
  const names = Object.keys(packages(path) as object);
  return `export { ${names.join(", ")} } from ${JSON.stringify(path)};\n`;
}

/** A module of CDKTF that asks for each other module where it uses it, and not before it does anything. */
function requiredWhereUsed(text: string): string {
  let result = text;
  for (const [line, name, required] of text.matchAll(/^const (\w*_\d+) = (require\(".+"\));$/gm)) {
    result = result.replace(line, "").replace(new RegExp(`\\b${name}\\b`, "g"), `(${required})`);
  }
  return result;
}

/**
 * A module of the provider as an ES module, of which esbuild takes what is used, and without what no build calls:
 * attributes of what is there already, and the synthesis of HCL.
 */
function onlyWhatSynthesizes(text: string, path: string): string {
  const result = text
    .replace(/^Object\.defineProperty\(exports, "__esModule".*$/gm, "")
    .replace(/^exports\..* = void 0;$/gm, "")
    .replace(/^exports\.(\w+) = \1;$/gm, "export { $1 };")
    .replace('const cdktf = require("cdktf");', 'import * as cdktf from "cdktf";')
    // What programs in other languages know a class by.
    .replace(/^_\w+ = JSII_RTTI_SYMBOL_1;\n\w+\[_\w+\] = .*$/gm, "")
    .replace(/^ {4}(?:static |get |set )?(\w+)\(.*\) \{\n(?:.*\n)*?^ {4}\}\n/gm, (member, name: string) =>
      synthesizing.has(name) ? member : "",
    );
  if (/\b(exports|require)\b/.test(result)) throw new Error(`${path} has another form than it had`);
  return result;
}

const synthesizing: ReadonlySet<string> = new Set(["constructor", "internalValue", "synthesizeAttributes"]);
