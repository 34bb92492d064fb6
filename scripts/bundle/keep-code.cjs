// Loaded before the program: writes the code of every pack that the process has run, beside the pack.
const { existsSync, writeFileSync } = require("node:fs");
const vm = require("node:vm");

const scripts = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, { ...options, cachedData: undefined });
    scripts.push({ script: this, filename: options.filename });
  }
};
process.on("exit", () => {
  for (const { script, filename } of scripts) {
    const file = filename.replace(/\.js$/, process.env.CODE_SUFFIX);
    if (!existsSync(file)) writeFileSync(file, script.createCachedData());
  }
});
