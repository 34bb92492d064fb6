import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Lets `npx immuc` in this repository find the compiler that was just built, as it would in a project that depends on
 * it: npm links the commands of dependencies, and not those of the package itself.
 */
const bin = join(resolve(import.meta.dirname, ".."), "node_modules/.bin");
mkdirSync(bin, { recursive: true });
rmSync(join(bin, "immuc"), { force: true });
symlinkSync("../../dist/immuc.cjs", join(bin, "immuc"));
