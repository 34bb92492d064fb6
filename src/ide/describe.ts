import { type Span, spanOf } from "../base/span.ts";
import { onOneLine } from "../base/wording.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { signatureText } from "../semantics/check/call.ts";
import type { MemberModel } from "../semantics/kinds.ts";
import { resolveType } from "../semantics/resolve-type.ts";
import type { ModuleSymbol } from "../semantics/symbols.ts";
import { typeText } from "../semantics/type-text.ts";
import type { Target } from "./target.ts";

/** How a name is declared, in the language's own words, and what its declaration says about it. */
export interface Description {
  readonly code: string;
  readonly doc: string;
}

/**
 * What a hover shows of a name. `doc` is "" where its author wrote none, or where none can be written, as for a local.
 */
export function describeTarget(snapshot: Snapshot, target: Target): Description {
  switch (target.kind) {
    case "symbol":
      return describeSymbol(snapshot, target.symbol);
    case "kind":
      return { code: `kind ${target.model.symbol.name}`, doc: target.model.doc };
    case "member":
      return {
        code: `${target.owner}.${memberText(snapshot, target.model)}`,
        doc: target.model.node.doc ?? "",
      };
    case "parameter":
    case "local":
    case "base":
      return { code: `${target.name}: ${typeText(target.type)}`, doc: "" };
    case "type-parameter":
      return { code: `type ${target.name}`, doc: "" };
    case "label":
      return { code: target.name, doc: "" };
  }
}

function describeSymbol(snapshot: Snapshot, symbol: ModuleSymbol): Description {
  const { node } = symbol;
  const doc = node.doc ?? "";
  const analysis = snapshot.analyze().value;
  switch (symbol.kind) {
    case "let": {
      const type = analysis.typeOf(symbol.node.value);
      return { code: `let ${symbol.name}${type ? `: ${typeText(type)}` : ""}`, doc };
    }
    case "param": {
      const type = resolveType(symbol.node.type, { report: () => {}, kindNames: new Set(analysis.kinds.keys()) });
      const fallback = symbol.node.default ? ` = ${sourceText(snapshot, spanOf(symbol.node.default))}` : "";
      return { code: `param ${symbol.name}: ${typeText(type)}${fallback}`, doc };
    }
    case "fn":
      return { code: `fn ${signatureText(symbol.node)}`, doc };
    case "policy":
      return { code: `policy ${symbol.name} on ${symbol.node.subjectKind.text} ${symbol.node.subject.text}`, doc };
    case "declaration": {
      const { abstract: isAbstract, extends: base } = symbol.node;
      const head = `${isAbstract ? "abstract " : ""}${symbol.kindName} ${symbol.name}`;
      return { code: base ? `${head} extends ${sourceText(snapshot, spanOf(base))}` : head, doc };
    }
  }
}

/** A member as its kind declares it: `retain: int in 1..50 = 5`, `block step*`. */
export function memberText(snapshot: Snapshot, model: MemberModel): string {
  const environment = model.node.perEnvironment ? " per environment" : "";
  if (model.kind === "block") {
    const mark = { one: "", optional: "?", many: "*" }[model.cardinality];
    return `${model.name}${mark} { … }${environment}`;
  }
  // As written, as that says most: a type's text leaves out what refines it.
  const type = sourceText(snapshot, spanOf(model.node.type));
  const fallback = model.default ? ` = ${sourceText(snapshot, spanOf(model.default))}` : "";
  return `${model.name}: ${type}${fallback}${environment}`;
}

/** The text of a span, on one line. */
export function sourceText(snapshot: Snapshot, { uri, start, end }: Span): string {
  const text = snapshot.analyze().value.sources.get(uri)?.text.slice(start, end) ?? "";
  return onOneLine(text);
}
