import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { VERSION } from "chevrotain";
import { expect, test } from "vitest";

const parts = resolve(import.meta.dirname, "../../node_modules/chevrotain/lib/src/parse/parser/traits");

// In the bundle the parts of Chevrotain's parser are a chain of prototypes (scripts/bundle/lazily.ts), in which the first
// of two members with one name is found; copied one by one, as Chevrotain does it, the last one stays.
test("no two parts of Chevrotain's parser have a member of the same name", async () => {
  // Its modules import each other in circles, which only its entry is a way into.
  expect(VERSION).toMatch(/^11\./);
  const files = readdirSync(parts).filter((name) => name.endsWith(".js") && name !== "parser_traits.js");
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(join(parts, name)).href)));
  const names = modules
    .flatMap((module) => Object.values<unknown>(module))
    .flatMap((part) => (typeof part === "function" ? Object.getOwnPropertyNames(part.prototype ?? {}) : []))
    .filter((name) => name !== "constructor");
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
