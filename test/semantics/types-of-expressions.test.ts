import { expect, test } from "vitest";
import { walk } from "../../src/ide/tree.ts";
import { checkModules, checkWithTypes } from "../../src/semantics/analyze.ts";
import { loadModules } from "../../src/semantics/load-modules.ts";
import type { Expression } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";
import { filesInMemory } from "../support/compile.ts";

const source = `
project shop {}
let sizes = { small: 1, large: 2 * 3 }
let named = [{ name: "\${k}-\${v}", size: v } for k, v in sizes if v != null]
fn widest(of: [int]?): int = if of == null then 0 else match count(of) { 0 => 0, else => max(of[0] ?? 0, sizes.large) }
let unknown = missing + 1
test "all" { assert widest([1, 2]) >= sizes["small"] else "none of \${named[0]?.name}" }
`;

test("the types of expressions are the same, whether they are kept or found when they are asked for", () => {
  const modules = loadModules(filesInMemory({ "main.immu": source }), "main.immu", parse).value;
  const kept = checkWithTypes(modules);
  const asked = checkModules(modules);
  expect(asked.diagnostics).toEqual(kept.diagnostics);
  const known: string[] = [];
  for (const item of modules.all.get("main.immu")?.file.items ?? []) {
    walk(item, (node) => {
      const type = kept.value.typeOf(node as Expression);
      expect(asked.value.typeOf(node as Expression)).toEqual(type);
      if (type) known.push(node.kind);
      return undefined;
    });
  }
  expect(new Set(known).size).toBeGreaterThan(8);
});
