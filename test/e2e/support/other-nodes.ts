import { join } from "node:path";
import { installed } from "./installed.ts";

/** The releases of Node that the package is for beside the one that runs the tests, as far as npm has them here. */
export function otherNodes(): readonly (readonly [version: number, program: string])[] {
  return [22, 24].flatMap((version) => {
    const folder = installed(`node${version}`, `node@${version}`);
    return folder === null ? [] : [[version, join(folder, ".bin/node")] as const];
  });
}
