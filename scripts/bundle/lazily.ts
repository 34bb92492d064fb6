import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

/** A module that is run when something of it is first used, not where it is imported. */
interface LazyModule {
  readonly name: RegExp;
  /** Whose imports of it are meant. */
  readonly importer: RegExp;
  /** What stands in its place. `require` of a module that is bundled runs it then and there. */
  readonly stand: string;
}

const modules: readonly LazyModule[] = [
  {
    // Its tables take a tenth of a small check to build, and most projects have no pattern of their own.
    name: /^re2js$/,
    importer: /src\/semantics\/pattern\.ts$/,
    stand: 'export const RE2JS = { compile: (pattern) => require("re2js").RE2JS.compile(pattern) };',
  },
  {
    // What a small check digests is little enough to do without, and files of a ledger are seldom written.
    name: /^node:crypto$/,
    importer: /src\/(base\/digest|host\/ledger\/durable)\.ts$/,
    stand: `export const hash = (...words) => require("node:crypto").hash(...words);
      export const randomBytes = (count) => require("node:crypto").randomBytes(count);`,
  },
  {
    // For the cache of a user whose Node the bundle has no code for, and for telling of bugs.
    name: /^node:os$/,
    importer: /src\/(host\/cache-folder|cli\/bug-report)\.ts$/,
    stand: `export const homedir = () => require("node:os").homedir();
      export const tmpdir = () => require("node:os").tmpdir();`,
  },
  {
    // For commands that are programs of their own, of which there are none.
    name: /^node:child_process$/,
    importer: /node_modules\/commander\//,
    stand: 'module.exports = { spawn: (...words) => require("node:child_process").spawn(...words) };',
  },
  {
    // For assets, a synthesizer's files and asking Terraform for its version, none of which is part of a build.
    name: /^(archiver|child_process|json-stable-stringify|semver)$/,
    importer: /node_modules\/cdktf\/lib\//,
    stand: 'module.exports = () => { throw new Error("the bundle has no such module"); };',
  },
  {
    // For its messages.
    name: /^assert$/,
    importer: /node_modules\/cdktf\/lib\//,
    stand: `const ok = (...words) => words[0] || require("node:assert").ok(...words);
      module.exports = Object.assign(ok, { ok });`,
  },
  {
    // Node warns of its `isArray` from version 22 on, in every build.
    name: /^util$/,
    importer: /node_modules\/cdktf\/lib\/terraform-output\.js$/,
    stand: "module.exports = { isArray: Array.isArray };",
  },
  {
    // Patterns of tokens are for its lexer, and the tokens here are read by hand.
    name: /\/lexer_public\.js$/,
    importer: /node_modules\/chevrotain\/lib\/src\//,
    stand: "export const Lexer = { NA: /NOT_APPLICABLE/ }, LexerDefinitionErrorType = {};",
  },
  {
    // It copies two hundred methods to a prototype one by one, which V8 takes a fiftieth of a small check for. The last one's
    // methods come first, as there; no two have one of the same name.
    name: /\/apply_mixins\.js$/,
    importer: /node_modules\/chevrotain\/lib\/src\/parse\/parser\/parser\.js$/,
    stand: `export const applyMixins = ({ prototype }, bases) =>
      bases.reduceRight((above, base) => Object.setPrototypeOf(above, base.prototype) && base.prototype, prototype);`,
  },
  {
    // For pipes that have names, and for packages of the whole machine. A server on standard streams knows neither.
    name: /^(crypto|child_process)$/,
    importer: /node_modules\/vscode-(jsonrpc|languageserver)\//,
    stand: 'module.exports = () => { throw new Error("the bundle has no such module"); };',
  },
  {
    // Each module that imports it would make an object of its own with all of its three hundred names, a sixth of the server's
    // start. They share one.
    name: /^vscode-languageserver\/node\.js$/,
    importer: /src\/lsp\//,
    stand: `export { ${namesOf("vscode-languageserver/node.js")} } from "vscode-languageserver/node.js";`,
  },
  {
    // Of a broken lock alone, to say where it breaks.
    name: /^@humanwhocodes\/momoa$/,
    importer: /src\/release\/lock\/parse\.ts$/,
    stand: 'export const parse = (...words) => require("@humanwhocodes/momoa").parse(...words);',
  },
];

function namesOf(module: string): string {
  return Object.keys(createRequire(import.meta.url)(module) as object).join(", ");
}

/** Puts something in the place of modules that would be loaded in vain. */
export const lazily: Plugin = {
  name: "lazily",
  setup(build) {
    for (const [index, { name, importer }] of modules.entries()) {
      build.onResolve({ filter: name }, (args) =>
        args.namespace === "file" && importer.test(args.importer.replaceAll("\\", "/"))
          ? { path: String(index), namespace: "lazily" }
          : null,
      );
    }
    build.onLoad({ filter: /.*/, namespace: "lazily" }, ({ path }) => ({
      contents: modules[Number(path)]?.stand ?? "",
      resolveDir: build.initialOptions.absWorkingDir ?? ".",
    }));
  },
};
