import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly inBundle?: boolean;
}

const root = resolve(import.meta.dirname, "../..");
const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
);

// `npm ci` refuses a lock in which one of them is missing, though it would install but one of them.
it("locks the binaries of every platform", () => {
  const missing = Object.entries(lock.packages)
    .filter(([, entry]) => entry.inBundle !== true)
    .flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies))
    .filter(
      (name) =>
        /^@[^/]+\/.*(android|darwin|freebsd|linux|win32)/.test(name) && !(`node_modules/${name}` in lock.packages),
    );
  expect(missing).toEqual([]);
});

it("needs nothing but Node to run: everything is in the bundle", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(manifest.dependencies ?? {}).toEqual({});
});
