import { specifierFor } from "../../semantics/importing.ts";
import { type Export, exportsFor, importEdit } from "../imports.ts";
import type { CompletionItem } from "./item.ts";
import type { CompletionRequest } from "./request.ts";
import { valueItem } from "./value-item.ts";

/** What a source could import that clashes with no name in it. */
export function importableNames({ probed, module }: CompletionRequest): readonly Export[] {
  const { kinds } = probed.analyze().value;
  return exportsFor(probed, module.uri).filter(({ name, item }) => {
    const namesakes = [...(module.declared.get(name) ?? []), ...(module.imported.get(name) ?? [])];
    if (item.kind !== "Declaration") return namesakes.length === 0 && !module.imported.has(name) && !kinds.has(name);
    // Declarations of several kinds may share a name.
    return namesakes.every((each) => each.kind === "declaration" && each.kindName !== item.kindName.text);
  });
}

/** A name that is imported when it is chosen. */
export function importItem(
  request: CompletionRequest,
  { name, module, item: node }: Export,
  rank: number,
): CompletionItem {
  const { snapshot, text } = request;
  const file = snapshot.parse({ uri: request.module.uri, text }).value;
  return valueItem(request, {
    label: name,
    kind:
      node.kind === "Declaration"
        ? "reference"
        : node.kind === "Policy"
          ? "policy"
          : node.kind === "Fn"
            ? "function"
            : "variable",
    detail: `import from ${JSON.stringify(specifierFor(request.module.uri, module))}`,
    doc: node.doc ?? "",
    rank,
    edits: [importEdit(file, text, name, module)],
  });
}

/** Declarations of a kind that a source could import. */
export function importableDeclarations(request: CompletionRequest, kindName: string): readonly CompletionItem[] {
  return importableNames(request)
    .filter(({ item: node }) => node.kind === "Declaration" && node.kindName.text === kindName)
    .map((each) => importItem(request, each, 2));
}
