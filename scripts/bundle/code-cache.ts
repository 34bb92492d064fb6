import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeSuffix } from "./code-suffix.ts";

/**
 * Keeps, beside a bundle, the code that V8 makes of its packs: a process then need not compile what it runs. For this
 * Node alone; any other compiles. What is kept is what checking and building a project run.
 */
export function keepCode(bundle: string, root: string): void {
  const folder = mkdtempSync(join(tmpdir(), "immuc-code-"));
  try {
    cpSync(join(root, "examples/shop"), folder, { recursive: true });
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const env = { ...inherited, CODE_SUFFIX: codeSuffix };
    const start = ["--require", join(root, "scripts/bundle/keep-code.cjs"), join(bundle, "immuc.cjs")];
    // In this order: what both run is kept as a check, the more frequent of them, runs it.
    for (const command of ["check", "build"]) {
      execFileSync(process.execPath, [...start, command, folder], { env, stdio: "ignore" });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
