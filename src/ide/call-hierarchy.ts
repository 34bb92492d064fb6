import { type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { type ModuleSymbol, symbolText } from "../semantics/symbols.ts";
import type * as ast from "../syntax/ast.ts";
import { occurrenceAt, occurrencesIn } from "./occurrences.ts";
import { targetKey } from "./target.ts";

/** Something that uses other things, or is used: a declaration, `let`, function or policy. */
export interface User {
  readonly name: string;
  readonly kind: ModuleSymbol["kind"];
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface Use {
  readonly user: User;
  /** Where it happens. */
  readonly spans: readonly Span[];
}

/** What the name at an offset stands for, to ask about its users. */
export function userAt(snapshot: Snapshot, uri: string, offset: number): User | null {
  const targets = occurrenceAt(snapshot, uri, offset)?.targets ?? [];
  for (const target of targets) if (target.kind === "symbol") return userOf(target.symbol);
  return null;
}

/** What uses the thing that is declared at a place: `fleet.web` and `fleet.worker` for an image. */
export function usesOf(snapshot: Snapshot, declaredAt: Span): readonly Use[] {
  const key = `${declaredAt.uri}#${declaredAt.start}`;
  const found: Use[] = [];
  for (const module of snapshot.analyze().value.all.values()) {
    const spans = occurrencesIn(snapshot, module.uri)
      .filter(({ role, targets }) => role === "use" && targets.some((target) => targetKey(target) === key))
      .map(({ span }) => span);
    for (const item of spans.length === 0 ? [] : module.file.items) {
      const inside = spans.filter((span) => span.start >= item.start && span.end <= item.end);
      const user = inside.length > 0 ? itemUser(snapshot, module.uri, item) : null;
      if (user) found.push({ user, spans: inside });
    }
  }
  return found;
}

/** What the thing that is declared at a place uses: a fleet's image, rollout and balancer. */
export function usedBy(snapshot: Snapshot, declaredAt: Span): readonly Use[] {
  const module = snapshot.analyze().value.all.get(declaredAt.uri);
  const item = module?.file.items.find((each) => "name" in each && each.name.start === declaredAt.start);
  if (!module || !item) return [];
  const found = new Map<string, { readonly user: User; readonly spans: Span[] }>();
  for (const { span, role, targets } of occurrencesIn(snapshot, module.uri)) {
    if (role !== "use" || span.start < item.start || span.end > item.end) continue;
    for (const target of targets) {
      if (target.kind !== "symbol" || target.symbol.node === item) continue;
      const known = found.get(targetKey(target));
      if (known) known.spans.push(span);
      else found.set(targetKey(target), { user: userOf(target.symbol), spans: [span] });
    }
  }
  return [...found.values()];
}

function itemUser(snapshot: Snapshot, uri: string, item: ast.Item): User | null {
  if (!("name" in item)) return null;
  const symbol = snapshot
    .analyze()
    .value.all.get(uri)
    ?.declared.get(item.name.text)
    ?.find((each) => each.node === item);
  return symbol ? userOf(symbol) : null;
}

function userOf(symbol: ModuleSymbol): User {
  return { name: symbolText(symbol), kind: symbol.kind, span: spanOf(symbol.node), nameSpan: symbol.nameSpan };
}
