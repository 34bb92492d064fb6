import { type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { lexicalPieces } from "../syntax/words.ts";
import { type Occurrence, occurrencesIn } from "./occurrences.ts";
import type { Target } from "./target.ts";
import { type AnyNode, walk } from "./tree.ts";

export const tokenTypes = [
  ...["keyword", "comment", "string", "number", "class", "type", "typeParameter", "function", "variable"],
  ...["parameter", "property", "namespace", "interface", "struct", "label"],
] as const;
export const tokenModifiers = ["declaration", "readonly", "defaultLibrary"] as const;

export type TokenType =
  | "keyword"
  | "comment"
  | "string"
  | "number"
  | "class"
  | "type"
  | "typeParameter"
  | "function"
  | "variable"
  | "parameter"
  | "property"
  | "namespace"
  | "interface"
  | "struct"
  | "label";

export interface SemanticToken {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly (typeof tokenModifiers)[number][];
}

/** What each piece of a source is, in order, without overlaps; a piece may go over several lines. */
export function semanticTokens(snapshot: Snapshot, uri: string): readonly SemanticToken[] {
  const analysis = snapshot.analyze().value;
  const file = analysis.all.get(uri)?.file;
  const text = analysis.sources.get(uri)?.text;
  if (!file || text === undefined) return [];
  const names = new Map<number, SemanticToken>();
  for (const occurrence of occurrencesIn(snapshot, uri)) names.set(occurrence.span.start, nameToken(occurrence));
  const written = nameStarts(file);
  const pieces = lexicalPieces(text, uri).flatMap((piece): readonly SemanticToken[] => {
    if (piece.kind !== "word") return [{ span: piece.span, type: piece.kind, modifiers: [] }];
    if (names.has(piece.span.start) || written.has(piece.span.start)) return [];
    return [{ span: piece.span, type: "keyword", modifiers: [] }];
  });
  const types = typeTokens(file, names);
  return withoutOverlaps([...names.values(), ...pieces, ...types]);
}

// Recovery may take a quoted text for a name: then it is the name that counts.
function withoutOverlaps(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0;
  return tokens
    .toSorted((left, right) => left.span.start - right.span.start)
    .filter(({ span }) => {
      if (span.start < end || span.start === span.end) return false;
      end = span.end;
      return true;
    });
}

function nameToken({ span, role, targets }: Occurrence): SemanticToken {
  const [target] = targets;
  const modifiers: SemanticToken["modifiers"] = role === "declaration" ? ["declaration"] : [];
  if (!target) return { span, type: "variable", modifiers };
  const [type, ...more] = looksOf(target);
  return { span, type, modifiers: [...modifiers, ...more] };
}

function looksOf(target: Target): readonly [TokenType, ...SemanticToken["modifiers"]] {
  switch (target.kind) {
    case "kind":
      return ["class", "defaultLibrary"];
    case "member":
      return target.model.kind === "field" ? ["property"] : ["namespace"];
    case "parameter":
    case "local":
      return ["parameter"];
    case "base":
      return ["keyword"];
    case "type-parameter":
      return ["typeParameter"];
    case "label":
      return ["label"];
    case "symbol": {
      const std = target.symbol.module.startsWith("std/");
      switch (target.symbol.kind) {
        case "fn":
          return std ? ["function", "defaultLibrary"] : ["function"];
        case "policy":
          return ["interface"];
        case "declaration":
          return ["struct"];
        case "let":
        case "param":
          return ["variable", "readonly"];
      }
    }
  }
}

// The built-in types have no declaration to lead to.
function typeTokens(file: AnyNode, names: ReadonlyMap<number, SemanticToken>): readonly SemanticToken[] {
  const found: SemanticToken[] = [];
  walk(file, (node) => {
    if (node.kind === "NamedType" && node.name.text !== "" && !names.has(node.name.start)) {
      found.push({ span: spanOf(node.name), type: "type", modifiers: ["defaultLibrary"] });
    }
    return undefined;
  });
  return found;
}

// Where names stand, known or not: a word of the grammar is a name there.
function nameStarts(file: AnyNode): ReadonlySet<number> {
  const starts = new Set<number>();
  walk(file, (node) => {
    for (const value of Object.values(node)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (typeof each === "object" && each !== null && "text" in each && "start" in each && !("kind" in each)) {
          starts.add(each.start);
        }
      }
    }
    if (node.kind === "Reference") starts.add(node.start);
    if (node.kind === "MapEntry") starts.add(node.key.start);
    return undefined;
  });
  return starts;
}
