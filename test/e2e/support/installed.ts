import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../bench/peers.ts";

/**
 * The folder `node_modules` with a package that is no dependency of ours, kept between runs; null, and said so, where
 * it can't be had. Throws then in CI.
 */
export function installed(name: string, specifier: string): string | null {
  try {
    return install(join(tmpdir(), "immuc-bench"), name, specifier);
  } catch (error) {
    if (process.env.CI !== undefined) throw error;
    console.warn(`SKIPPED: npm could not install ${specifier}; with a registry in reach, this test runs`);
    return null;
  }
}
