import { type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { durationText } from "../rollout/text.ts";
import { pairArguments } from "../semantics/check/call.ts";
import { hasDefault } from "../semantics/kinds.ts";
import { typeText } from "../semantics/type-text.ts";
import type * as ast from "../syntax/ast.ts";
import { memberText, sourceText } from "./describe.ts";
import { bodyAt } from "./member-at.ts";
import { fleetRollouts } from "./rollout-summary.ts";
import { type AnyNode, walk } from "./tree.ts";

/** What an editor shows between the characters of a source. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly kind: "type" | "parameter" | "note";
  /** Markdown. */
  readonly tooltip: string;
  /** On which side a space belongs. */
  readonly padding: "left" | "right" | "none";
}

/** Types of `let`s, names of arguments, fields left to their defaults, times of rollouts: in a range of a source. */
export function inlayHints(snapshot: Snapshot, uri: string, range: Omit<Span, "uri">): readonly InlayHint[] {
  const module = snapshot.analyze().value.all.get(uri);
  if (!module || module.std) return [];
  const hints: InlayHint[] = [];
  for (const item of module.file.items) {
    if (item.end < range.start || item.start > range.end) continue;
    if (item.kind === "Let") hints.push(...letHint(snapshot, item));
    if (item.kind === "Declaration")
      hints.push(...defaultsHint(snapshot, module.file, item), ...timeHint(snapshot, item));
    hints.push(...argumentHints(snapshot, item));
  }
  return hints
    .filter(({ offset }) => range.start <= offset && offset <= range.end)
    .sort((left, right) => left.offset - right.offset);
}

const longestLabel = 40;

function letHint(snapshot: Snapshot, { name, value }: ast.Let): readonly InlayHint[] {
  // A literal shows its own type.
  if (name.text === "" || ["NumberLiteral", "StringLiteral", "BoolLiteral", "Missing"].includes(value.kind)) return [];
  const type = snapshot.analyze().value.typeOf(value);
  if (!type || type.kind === "any") return [];
  const text = typeText(type);
  const label = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
  return [{ offset: name.end, label: `: ${label}`, kind: "type", tooltip: text, padding: "none" }];
}

function defaultsHint(snapshot: Snapshot, file: ast.SourceFile, item: ast.Declaration): readonly InlayHint[] {
  const place = bodyAt(snapshot, [file, item, item.body]);
  const symbol = snapshot
    .analyze()
    .value.all.get(item.uri)
    ?.declared.get(item.name.text)
    ?.find((each) => each.node === item);
  // What is extended gives fields as well: nothing is simply left to its default then.
  if (!place || item.extends || item.abstract || symbol?.kind !== "declaration" || item.body.start === item.body.end)
    return [];
  const given = new Set(item.body.items.flatMap((each) => ("name" in each ? [each.name.text] : [])));
  const defaulted = [...place.members.values()].flatMap((model) =>
    model.kind === "field" && model.default && hasDefault(model) && !given.has(model.name) && isTelling(model.default)
      ? [model]
      : [],
  );
  if (defaulted.length === 0) return [];
  const shown = defaulted
    .slice(0, 3)
    .map((model) => `${model.name} = ${model.default ? sourceText(snapshot, spanOf(model.default)) : ""}`);
  const more = defaulted.length > shown.length ? `, +${defaulted.length - shown.length}` : "";
  const tooltip = ["Left to their defaults:", "", ...defaulted.map((model) => `- \`${memberText(snapshot, model)}\``)];
  return [
    {
      offset: item.body.start + 1,
      label: `${shown.join(", ")}${more}`,
      kind: "note",
      tooltip: tooltip.join("\n"),
      padding: "left",
    },
  ];
}

// An empty list or map as a default says nothing.
function isTelling(node: ast.Expression): boolean {
  return (
    ["NumberLiteral", "BoolLiteral"].includes(node.kind) ||
    (node.kind === "StringLiteral" && node.end - node.start <= 20)
  );
}

function timeHint(snapshot: Snapshot, item: ast.Declaration): readonly InlayHint[] {
  if (item.kindName.text !== "rollout" || item.abstract) return [];
  const found = fleetRollouts(snapshot, ({ rollout }) => rollout.name === item.name.text);
  const longest = Math.max(0, ...found.map(({ path }) => path.worstCase));
  if (longest === 0) return [];
  const lines = found.map(
    ({ environment, fleet, path }) => `- ${environment.name} / ${fleet.name}: ${durationText(path.worstCase)}`,
  );
  const tooltip = ["The longest that a release takes, with all its waits:", "", ...lines].join("\n");
  return [{ offset: item.name.end, label: `≤ ${durationText(longest)}`, kind: "note", tooltip, padding: "left" }];
}

function argumentHints(snapshot: Snapshot, item: AnyNode): readonly InlayHint[] {
  const hints: InlayHint[] = [];
  const { resolutions } = snapshot.analyze().value;
  walk(item, (node) => {
    if (node.kind !== "Call") return undefined;
    const symbol = resolutions.get(node.callee);
    // With one parameter, the function's name says what it is.
    if (symbol?.kind !== "fn" || symbol.node.parameters.length < 2) return undefined;
    const { given } = pairArguments(symbol.node, node);
    for (const [place, parameter] of symbol.node.parameters.entries()) {
      const argument = given[place];
      if (!argument) continue;
      const { value } = argument;
      const same = value.kind === "Reference" && value.text === parameter.name.text;
      if (argument.name || same || value.kind === "Missing") continue;
      const label = `${parameter.name.text} =`;
      hints.push({ offset: argument.start, label, kind: "parameter", tooltip: "", padding: "right" });
    }
    return undefined;
  });
  return hints;
}
