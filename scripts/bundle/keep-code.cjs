// Loaded before the program: writes the code of every pack that the process has run, beside the pack.
const { existsSync, writeFileSync } = require("node:fs");
const { setFlagsFromString } = require("node:v8");
const vm = require("node:vm");

// With a function V8 keeps that it was compiled to baseline code, and then compiles it again as soon as it is called. Here that is
// done later, so that it holds for what every program calls often, and not for what this one alone does. V8 11 knows the flag;
// later ones say that they don't, and go on.
setFlagsFromString("--interrupt-budget-factor-for-feedback-allocation=40");

const scripts = [];
vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, { ...options, cachedData: undefined });
    scripts.push({ script: this, filename: options.filename });
  }
};
process.on("exit", () => {
  // V8 refuses code that was made with other flags.
  setFlagsFromString("--interrupt-budget-factor-for-feedback-allocation=8");
  for (const { script, filename } of scripts) {
    const file = filename.replace(/\.js$/, process.env.CODE_SUFFIX);
    if (!existsSync(file)) writeFileSync(file, script.createCachedData());
  }
});
