import { holds, type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { required, type Type, unrefined } from "../semantics/types.ts";
import { type LinkTarget, linksIn } from "./links.ts";
import { type Occurrence, occurrenceAt } from "./occurrences.ts";
import { type Target, targetSpan } from "./target.ts";
import { innermost, pathTo } from "./tree.ts";

/** What a name at an offset leads to, and the text that leads there. */
export interface Definition {
  readonly origin: Span;
  readonly places: readonly Place[];
}

export type Place =
  /** `name`: what to put the cursor on; `whole`: all that belongs to it. */
  { readonly kind: "source"; readonly name: Span; readonly whole: Span } | LinkTarget;

/** Where what stands at an offset is declared: a name, or the file that a text names. */
export function definitionAt(snapshot: Snapshot, uri: string, offset: number): Definition | null {
  const link = linksIn(snapshot, uri).find(({ span }) => holds(span, offset));
  if (link) return { origin: link.span, places: [link.target] };
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return null;
  const places = occurrence.targets.flatMap((target) => placesOf(snapshot, target));
  return places.length === 0 ? null : { origin: occurrence.span, places };
}

/** Where the type of what stands at an offset is declared: a kind. */
export function typeDefinitionAt(snapshot: Snapshot, uri: string, offset: number): Definition | null {
  const { analyze } = snapshot;
  const analysis = analyze().value;
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return null;
  const names = new Set(occurrence.targets.flatMap((target) => kindsOf(typeOfTarget(snapshot, target, occurrence))));
  const places = [...names].flatMap((name) => {
    const model = analysis.kinds.get(name);
    return model ? placesOf(snapshot, { kind: "kind", model }) : [];
  });
  return places.length === 0 ? null : { origin: occurrence.span, places };
}

/** The type of what a name stands for; null where it has none. */
function typeOfTarget(snapshot: Snapshot, target: Target, at: Occurrence): Type | null {
  const { typeOf } = snapshot.analyze().value;
  switch (target.kind) {
    case "symbol":
      switch (target.symbol.kind) {
        case "let":
          return typeOf(target.symbol.node.value) ?? null;
        case "declaration":
        case "policy":
          return { kind: "reference", kindName: target.symbol.kindName };
        case "param": {
          const use = useAt(snapshot, at);
          return use ?? null;
        }
        default:
          return null;
      }
    case "member":
      return target.model.kind === "field" ? target.model.type : null;
    case "kind":
      return { kind: "reference", kindName: target.model.symbol.name };
    case "local":
    case "base":
    case "parameter":
      return target.type;
    default:
      return null;
  }
}

function useAt(snapshot: Snapshot, { span }: Occurrence): Type | undefined {
  const analysis = snapshot.analyze().value;
  const file = analysis.all.get(span.uri)?.file;
  const node = file && innermost(pathTo(file, span.start), "Reference");
  return node ? analysis.typeOf(node) : undefined;
}

function kindsOf(type: Type | null): readonly string[] {
  const plain = type && unrefined(required(type));
  switch (plain?.kind) {
    case "reference":
    case "namespace":
    case "view":
      return [plain.kindName];
    case "list":
    case "range":
      return kindsOf(plain.element);
    case "map":
      return kindsOf(plain.value);
    case "union":
      return plain.members.flatMap(kindsOf);
    default:
      return [];
  }
}

function placesOf(snapshot: Snapshot, target: Target): readonly Place[] {
  const name = targetSpan(target);
  switch (target.kind) {
    case "symbol":
      return [{ kind: "source", name, whole: spanOf(target.symbol.node) }];
    case "member":
      return [{ kind: "source", name, whole: spanOf(target.model.node) }];
    case "kind": {
      const node = snapshot
        .analyze()
        .value.all.get(name.uri)
        ?.file.items.find((item) => item.kind === "Kind" && item.name.start === name.start);
      return [{ kind: "source", name, whole: node ? spanOf(node) : name }];
    }
    // `base` is declared where the declaration says what it builds on.
    case "base": {
      const extended = occurrenceAt(snapshot, name.uri, name.end);
      const targets = extended?.targets.filter((each) => each.kind !== "base") ?? [];
      return targets.flatMap((each) => placesOf(snapshot, each));
    }
    default:
      return [{ kind: "source", name, whole: name }];
  }
}
