import type { Span } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { literalText } from "../semantics/literal-text.ts";
import { joinPath } from "../semantics/load-modules.ts";
import { required, type Type } from "../semantics/types.ts";
import type * as ast from "../syntax/ast.ts";
import { memberAt } from "./member-at.ts";
import { type AnyNode, childrenOf } from "./tree.ts";

/** A text in a source that names a file. */
export interface Link {
  /** Inside the quotes. */
  readonly span: Span;
  readonly target: LinkTarget;
}

/** A source by its uri (`std/rollouts`, `infra/web.immu`), or another file or folder of the project by its path. */
export type LinkTarget =
  | { readonly kind: "module"; readonly uri: string }
  | { readonly kind: "file"; readonly path: string };

/** Every text in a source that names a file: what is imported, and what fields of type `path` hold. */
export function linksIn(snapshot: Snapshot, uri: string): readonly Link[] {
  const { all, sources } = snapshot.analyze().value;
  const file = all.get(uri)?.file;
  if (!file) return [];
  const source = sources.get(uri)?.text ?? "";
  const links: Link[] = [];
  const visit = (path: readonly AnyNode[], node: AnyNode): void => {
    const inner = [...path, node];
    if (node.kind === "Import" && node.from.kind === "StringLiteral") {
      const target = moduleNamed(uri, literalText(node.from));
      if (target !== null)
        links.push({ span: insideQuotes(node.from, source), target: { kind: "module", uri: target } });
      return;
    }
    if (node.kind === "Attribute" && node.value.kind === "StringLiteral") {
      const member = memberAt(snapshot, inner, node.name.text);
      const text = member?.kind === "field" && isPath(member.type) ? literalText(node.value) : null;
      const target = text === null ? null : joinPath(uri, text);
      if (target !== null && text !== "") {
        links.push({ span: insideQuotes(node.value, source), target: { kind: "file", path: target } });
      }
      return;
    }
    for (const child of childrenOf(node)) visit(inner, child);
  };
  visit([], file);
  return links;
}

/** The uri of the source that an import names, whether or not there is one; null where it can't be one. */
export function moduleNamed(from: string, specifier: string | null): string | null {
  if (specifier === null || specifier === "") return null;
  if (specifier.startsWith("std/")) return specifier;
  return /^\.{1,2}\//.test(specifier) ? joinPath(from, `${specifier}.immu`) : null;
}

/** The span of a text without its quotes, of which a key may have none. `source`: what it is written in. */
export function insideQuotes({ uri, start, end }: ast.StringLiteral, source: string): Span {
  const written = source.slice(start, end);
  const opening = /^(?:"""|r?")/.exec(written)?.[0] ?? "";
  const closing = opening.replace("r", "");
  const isClosed = written.length >= opening.length + closing.length && written.endsWith(closing);
  return { uri, start: start + opening.length, end: end - (isClosed ? closing.length : 0) };
}

/** Whether a field holds the path of a file. */
export function isPath(type: Type): boolean {
  const plain = required(type);
  if (plain.kind !== "refined") return false;
  return plain.refinement.kind === "format" ? plain.refinement.name === "path" : isPath(plain.base);
}
