// The layers of ARCHITECTURE.md as rules: which folder may import which, and where each library may be touched.

/** What each folder of src/ may import beside itself. Whatever is not listed may not be imported. */
const core = ["base", "diagnostics", "syntax", "semantics", "plan"];
const layers = {
  base: [],
  diagnostics: ["base"],
  syntax: ["base", "diagnostics"],
  format: ["base", "diagnostics", "syntax"],
  semantics: ["base", "diagnostics", "syntax"],
  plan: ["base", "diagnostics", "syntax", "semantics"],
  rollout: core,
  policy: core,
  emit: [...core, "rollout"],
  release: [...core, "rollout"],
  query: [...core, "format", "rollout", "policy", "emit", "release"],
  ide: [...core, "format", "rollout", "policy", "query"],
  host: [...core, "rollout", "emit", "release", "query"],
};

/** Where each library may be imported. */
const libraries = {
  chevrotain: "^src/syntax/",
  handlebars: "^src/emit/packer/",
  cdktf: "^src/emit/terraform/",
  "@cdktf/": "^src/emit/terraform/",
  constructs: "^src/emit/terraform/",
  zod: "^src/(emit/output|release|host|lsp)/",
  "@humanwhocodes/momoa": "^src/release/",
  "diff/": "^src/release/diff/",
  "vscode-languageserver": "^src/lsp/",
  commander: "^src/cli/",
  picocolors: "^src/cli/",
  "string-width": "^src/diagnostics/render/",
  "@aws-sdk/": "^src/host/",
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} imports ${allowed.join(", ") || "nothing else of src"}`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: "^src/", pathNot: `^src/(${[layer, ...allowed].join("|")})/` },
}));

const libraryRules = Object.entries(libraries).map(([library, where]) => ({
  name: `library-${library.replace(/\W/g, "")}`,
  comment: `${library} is imported under ${where} alone`,
  severity: "error",
  from: { path: "^src/", pathNot: where },
  to: { path: `^node_modules/${library}` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...libraryRules,
    {
      name: "effects",
      comment: "Files, clock, processes and network live at the edge; base alone has hashing.",
      severity: "error",
      // text-format.ts asks `net.isIP` whether a text is an address: a function of the text alone.
      from: { path: "^src/", pathNot: "^src/(host|cli|lsp)/|^src/plan/evaluate/text-format.ts$" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "hashing",
      comment: "Digests are taken in base, unguessable names at the edge.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(base|host|cli|lsp)/" },
      to: { dependencyTypes: ["core"], path: "^(node:)?crypto$" },
    },
    {
      name: "edge",
      comment: "The language server knows nothing of the command line; one command starts it.",
      severity: "error",
      from: { path: "^src/(cli|lsp)/", pathNot: "^src/cli/commands/" },
      to: { path: "^src/(cli|lsp)/", pathNot: "^src/$1/" },
    },
    {
      name: "cycles-of-types",
      comment: "A type that two files share stands in one of its own, so no circle is there for a type.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true, via: { dependencyTypes: ["type-only"] } },
    },
    {
      name: "cycles",
      comment: "The cases of one recursion may stand in files side by side; beyond a folder nothing runs in a circle.",
      severity: "error",
      from: { path: "^(src/.+)/[^/]+$" },
      to: {
        circular: true,
        via: { pathNot: "^$1/[^/]+$" },
        // Those that types close have a rule of their own.
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"], conditionNames: ["import", "require", "node", "default"] },
  },
};
