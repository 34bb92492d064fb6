import type { Span } from "../base/span.ts";
import type { Evaluation } from "../plan/evaluate/evaluation.ts";
import { instanceOf, memberSpan, readMember } from "../plan/evaluate/instance.ts";
import type { Instance, Value } from "../plan/evaluate/value.ts";
import type { MemberModel } from "../semantics/kinds.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import { somePart } from "../semantics/types.ts";

/**
 * The declarations of some kinds in the standard library that the project's refer to, with where the first does: a rollout
 * that a fleet takes from there. What is only extended is no such use.
 */
export function usedFromLibrary(
  evaluation: Evaluation,
  kinds: ReadonlySet<string>,
  declared: readonly DeclarationSymbol[],
  environments: readonly (DeclarationSymbol | null)[],
): ReadonlyMap<DeclarationSymbol, Span> {
  const search: Search = { evaluation, kinds, found: new Map(), referring: new Map() };
  for (const symbol of declared)
    for (const environment of environments) collect(search, instanceOf(evaluation, symbol, environment));
  return search.found;
}

type Members = ReadonlyMap<string, MemberModel>;

interface Search {
  readonly evaluation: Evaluation;
  readonly kinds: ReadonlySet<string>;
  readonly found: Map<DeclarationSymbol, Span>;
  /** The members of kinds and blocks that may refer to one of the kinds: few do, and the others are not read. */
  readonly referring: Map<Members, readonly string[]>;
}

function collect(search: Search, instance: Instance): void {
  for (const name of referringOf(search, instance.members)) {
    const place = (): Span => memberSpan(instance, name) ?? instance.symbol.nameSpan;
    look(search, readMember(search.evaluation, instance, name), place);
  }
}

function look(search: Search, value: Value, place: () => Span): void {
  switch (value.kind) {
    case "reference": {
      const { found, kinds } = search;
      const { symbol } = value;
      if (symbol.kind === "declaration" && symbol.module.startsWith("std/") && kinds.has(symbol.kindName))
        found.set(symbol, found.get(symbol) ?? place());
      break;
    }
    case "block":
      collect(search, value.instance);
      break;
    case "list":
      for (const item of value.items) look(search, item, place);
      break;
    case "map":
      for (const item of value.entries.values()) look(search, item, place);
      break;
    default:
  }
}

function referringOf(search: Search, members: Members): readonly string[] {
  const known = search.referring.get(members);
  if (known) return known;
  const names = [...members.values()].flatMap((member) => (refers(search, member) ? [member.name] : []));
  search.referring.set(members, names);
  return names;
}

function refers(search: Search, member: MemberModel): boolean {
  return member.kind === "block"
    ? referringOf(search, member.members).length > 0
    : somePart(member.type, (part) => part.kind === "reference" && search.kinds.has(part.kindName));
}
