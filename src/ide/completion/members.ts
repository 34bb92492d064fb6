import type { Span } from "../../base/span.ts";
import { mayDiffer } from "../../semantics/check/body.ts";
import { hasDefault, type MemberModel } from "../../semantics/kinds.ts";
import { required, type Type, unrefined } from "../../semantics/types.ts";
import { memberText } from "../describe.ts";
import { bodyAt } from "../member-at.ts";
import { innermost } from "../tree.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** The attributes and blocks of the body around, but for those that are there already. */
export const memberItems: CompletionSource = (request) => {
  const { path, probed, text, word } = request;
  const body = innermost(path, "Body");
  const place = bodyAt(probed, path);
  const node = path.at(-1);
  if (!body || !place || !node || !isMemberName(node, request)) return [];
  const rest = /^[ \t]*([={]?)/.exec(text.slice(word.end))?.[1] ?? "";
  const given = new Set(body.items.flatMap((item) => ("name" in item ? [item.name.text] : [])));
  const items: CompletionItem[] = [];
  for (const model of place.members.values()) {
    const repeats = model.kind === "block" && model.cardinality === "many";
    if ((given.has(model.name) && !repeats) || (place.overriding && !mayDiffer(model))) continue;
    if ((rest === "=" && model.kind === "block") || (rest === "{" && model.kind === "field")) continue;
    items.push(memberItem(request, model, rest !== ""));
  }
  const declaration = innermost(path, "Declaration");
  const overrides = declaration?.kindName.text === "environment" && place.blocks.length === 0 && !place.overriding;
  if (overrides && rest === "") items.push(overrideItem(word));
  return items;
};

function isMemberName(node: { readonly kind: string }, { path, probe }: CompletionRequest): boolean {
  if (node.kind === "Body") return false;
  const item = path.findLast((each) => each.kind === "Attribute" || each.kind === "Block");
  if (item?.kind !== "Attribute" && item?.kind !== "Block") return false;
  return item.name.text === standIn && item.name.start === probe && item.start === probe;
}

/** `written`: whether a value or body stands already, so that the name alone is asked for. */
function memberItem({ probed, word }: CompletionRequest, model: MemberModel, written: boolean): CompletionItem {
  const needed = model.kind === "field" ? !hasDefault(model) : model.cardinality === "one" && isNeeded(model);
  return {
    label: model.name,
    kind: model.kind === "field" ? "attribute" : "block",
    detail: memberText(probed, model),
    doc: model.node.doc ?? "",
    snippet: written ? escapeSnippet(model.name) : memberSnippet(model),
    replace: word,
    rank: needed ? 0 : 1,
    edits: [],
    again: !written && model.kind === "field",
  };
}

function isNeeded(model: MemberModel): boolean {
  if (model.kind === "field") return !hasDefault(model);
  return model.cardinality === "one" && [...model.members.values()].some(isNeeded);
}

function memberSnippet(model: MemberModel): string {
  if (model.kind === "field") return `${model.name} = ${valueSnippet(model.type, 0)}`;
  const label = model.cardinality === "many" ? ` \${1:${labelFor(model.name)}}` : "";
  return `${model.name}${label} {\n${requiredSnippets(model.members, label === "" ? 1 : 2)}}`;
}

/** Lines for what a body must have, with the cursor going from one to the next. */
export function requiredSnippets(members: ReadonlyMap<string, MemberModel>, first: number): string {
  const needed = [...members.values()].filter(isNeeded);
  if (needed.length === 0) return "\t$0\n";
  let stop = first;
  return needed
    .map((model) => {
      if (model.kind === "field") return `\t${model.name} = ${valueSnippet(model.type, stop++)}\n`;
      return `\t${model.name} {\n\t\t$${stop++}\n\t}\n`;
    })
    .join("");
}

function valueSnippet(type: Type, stop: number): string {
  const plain = unrefined(required(type));
  switch (plain.kind) {
    case "string":
      return `"$${stop}"`;
    case "list":
      return unrefined(plain.element).kind === "string" ? `["$${stop}"]` : `[$${stop}]`;
    case "map":
    case "record":
      return `{ $${stop} }`;
    case "secret":
      return `secret("$${stop}")`;
    default:
      return `$${stop}`;
  }
}

function labelFor(name: string): string {
  return `${name}_name`;
}

function overrideItem(word: Span): CompletionItem {
  return {
    label: "override",
    kind: "keyword",
    detail: "override <kind>.<name> { … }",
    doc: "What is different in this environment. Only fields marked `per environment` may be.",
    snippet: "override $1 {\n\t$0\n}",
    replace: word,
    rank: 1,
    edits: [],
    again: true,
  };
}
