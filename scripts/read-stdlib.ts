import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bindDeclarations } from "../src/semantics/bind.ts";
import { type Kinds, readKinds } from "../src/semantics/kinds.ts";
import type { Module } from "../src/semantics/symbols.ts";
import { parse } from "../src/syntax/parse.ts";

/** Names and texts of the standard library's files, sorted. */
export function readLibraryTexts(root: string): readonly (readonly [uri: string, text: string])[] {
  const folder = join(root, "stdlib");
  const names = readdirSync(folder).filter((name) => name.endsWith(".immu"));
  return names
    .sort()
    .map((name) => [`std/${name.slice(0, -".immu".length)}`, readFileSync(join(folder, name), "utf8")] as const);
}

/** The standard library, parsed, and the kinds that it declares. Throws where it is wrong. */
export function readLibrary(root: string): { readonly modules: readonly Module[]; readonly kinds: Kinds } {
  const modules = readLibraryTexts(root).map(([uri, text]): Module => {
    const { value: file } = parse({ uri, text });
    return { uri, file, std: true, declared: bindDeclarations(file, true, () => {}), imported: new Map() };
  });
  const kindNames = new Set(
    modules.flatMap(({ file }) => file.items.flatMap((item) => (item.kind === "Kind" ? [item.name.text] : []))),
  );
  const kinds = readKinds(modules, {
    kindNames,
    report: (definition, _span, values) => {
      throw new Error(`the standard library is wrong: ${definition.message(values)}`);
    },
  });
  return { modules, kinds };
}
