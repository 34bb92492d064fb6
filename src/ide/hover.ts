import { shortDigest } from "../base/digest.ts";
import { lookup } from "../base/record.ts";
import { type Span, spanOf } from "../base/span.ts";
import type { Value } from "../plan/evaluate/value.ts";
import { valueText } from "../plan/evaluate/value-text.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { releasePath } from "../rollout/check-rollouts.ts";
import { durationText } from "../rollout/text.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import { typeText } from "../semantics/type-text.ts";
import { describeTarget } from "./describe.ts";
import { bodyAt } from "./member-at.ts";
import { type Occurrence, occurrenceAt } from "./occurrences.ts";
import type { Target } from "./target.ts";
import { type AnyNode, innermost, pathTo } from "./tree.ts";
import { environmentsOf, memberValue, planOf, valueAt } from "./values.ts";

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What there is to know about what stands at an offset: how it is declared, what it says, what it comes to. */
export function hoverAt(snapshot: Snapshot, uri: string, offset: number): Hover | null {
  const file = snapshot.analyze().value.all.get(uri)?.file;
  if (!file) return null;
  const path = pathTo(file, offset);
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (occurrence) return hoverOccurrence(snapshot, path, occurrence);
  return hoverExpression(snapshot, path);
}

function hoverOccurrence(snapshot: Snapshot, path: readonly AnyNode[], occurrence: Occurrence): Hover {
  const sections = occurrence.targets.flatMap((target) => {
    const { code, doc } = describeTarget(snapshot, target);
    return [fenced(code), ...(doc === "" ? [] : [doc]), ...facts(snapshot, path, occurrence, target)];
  });
  return { span: occurrence.span, markdown: sections.join("\n\n") };
}

function facts(
  snapshot: Snapshot,
  path: readonly AnyNode[],
  occurrence: Occurrence,
  target: Target,
): readonly string[] {
  switch (target.kind) {
    case "symbol": {
      const { symbol } = target;
      if (symbol.kind === "declaration") return declarationFacts(snapshot, symbol);
      if (symbol.kind === "let") return valueLine(valueAt(snapshot, [], symbol.node.value));
      if (symbol.kind === "param") {
        const value = snapshot.lower().evaluation.params.get(symbol);
        return value && value.kind !== "unknown" ? valueLine(value) : ["No value is given here."];
      }
      return [];
    }
    case "member":
      return memberFacts(snapshot, path, occurrence);
    default:
      return [];
  }
}

function memberFacts(snapshot: Snapshot, path: readonly AnyNode[], { span, text }: Occurrence): readonly string[] {
  const node = path.findLast((each) => ("name" in each ? each.name?.start === span.start : false));
  if (node?.kind === "Member") return valueLine(valueAt(snapshot, path, node));
  const declaration = innermost(path, "Declaration");
  const override = innermost(path, "Override");
  const place = bodyAt(snapshot, path.slice(0, node ? path.indexOf(node) : path.length));
  if (!declaration || !place || node?.kind !== "Attribute") return [];
  const analysis = snapshot.analyze().value;
  const own = analysis.all
    .get(span.uri)
    ?.declared.get(declaration.name.text)
    ?.find((symbol) => symbol.node === declaration);
  if (own?.kind !== "declaration") return [];
  const overridden = override ? analysis.resolutions.get(override.target) : own;
  if (overridden?.kind !== "declaration" || place.blocks.length > 1)
    return valueLine(valueAt(snapshot, path, node.value));
  const names = [...place.blocks, text];
  if (override) return valueLine(memberValue(snapshot, overridden, own, names));
  return valuePerEnvironment(snapshot, own, names);
}

function valuePerEnvironment(
  snapshot: Snapshot,
  symbol: DeclarationSymbol,
  names: readonly string[],
): readonly string[] {
  const common = memberValue(snapshot, symbol, null, names);
  const differing = environmentsOf(snapshot).flatMap((environment) => {
    const value = memberValue(snapshot, symbol, environment, names);
    const differs = value && (!common || valueText(value) !== valueText(common));
    return differs ? [`- \`${environment.name}\`: ${codeText(value)}`] : [];
  });
  return [...valueLine(common), ...(differing.length > 0 ? [differing.join("\n")] : [])];
}

function declarationFacts(snapshot: Snapshot, symbol: DeclarationSymbol): readonly string[] {
  const plan = planOf(snapshot);
  if (!plan || symbol.module.startsWith("std/")) return [];
  if (symbol.kindName === "image") {
    const image = lookup(plan.images, symbol.name);
    return image ? [`Fingerprint \`${shortDigest(image.fingerprint)}\`, for ${image.regions.join(", ")}`] : [];
  }
  if (symbol.kindName !== "fleet") return [];
  const rows = Object.values(plan.environments).flatMap((environment) => {
    const fleet = lookup(environment.fleets, symbol.name);
    if (!fleet) return [];
    const path = releasePath(environment, fleet);
    const size = `${fleet.size.min}..${fleet.size.max}`;
    const rollout = `${fleet.rollout.name} (${fleet.rollout.strategy}, ${durationText(path.worstCase)})`;
    return [`| ${environment.name} | ${size} | ${rollout} | \`${shortDigest(fleet.wanted)}\` |`];
  });
  if (rows.length === 0) return [];
  return [["| environment | size | rollout | generation |", "|---|---|---|---|", ...rows].join("\n")];
}

function hoverExpression(snapshot: Snapshot, path: readonly AnyNode[]): Hover | null {
  const node = path.at(-1);
  if (!node) return null;
  const { typeOf } = snapshot.analyze().value;
  switch (node.kind) {
    case "NumberLiteral":
    case "StringLiteral":
    case "Binary":
    case "Conditional":
    case "Match":
    case "Call":
    case "ListExpression":
    case "MapExpression":
    case "Member":
    case "Index":
    case "Unary":
    case "BoolLiteral": {
      const type = typeOf(node);
      if (!type) return null;
      const value = valueAt(snapshot, path, node);
      const sections = [...(type.kind === "any" ? [] : [fenced(typeText(type))]), ...valueLine(value)];
      return sections.length === 0 ? null : { span: spanOf(node), markdown: sections.join("\n\n") };
    }
    default:
      return null;
  }
}

function valueLine(value: Value | null): readonly string[] {
  return value === null ? [] : [`= ${codeText(value)}`];
}

function codeText(value: Value): string {
  const text = valueText(value);
  // More backticks than the text has in a row make it safe inside.
  const ticks = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  return `${ticks}${text}${ticks}`;
}

function fenced(code: string): string {
  return `\`\`\`immu\n${code}\n\`\`\``;
}
