import { literalText } from "../../semantics/literal-text.ts";
import { formatNames, required, scalarNames, type Type, unrefined } from "../../semantics/types.ts";
import { units } from "../../syntax/units.ts";
import { expectedType } from "../expected-type.ts";
import { innermost } from "../tree.ts";
import type { CompletionItem } from "./item.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** Units after a number, those that the place asks for first. */
export const unitItems: CompletionSource = (request) => {
  const { path, probed, text, word } = request;
  const node = path.at(-1);
  if (node?.kind !== "NumberLiteral" || !/[0-9]$/.test(text.slice(0, word.start))) return [];
  const wanted = expectedType(probed, path);
  const plain = wanted && unrefined(required(wanted));
  const members: readonly Type[] = plain?.kind === "union" ? plain.members : plain ? [plain] : [];
  const digits = text.slice(node.start, word.start);
  return Object.entries(units).flatMap(([unit, { measure }]) => {
    const asked = members.some((member) => member.kind === measure);
    if (members.length > 0 && !asked) return [];
    return [{ ...plainItem(request, unit, "unit", asked ? 0 : 3), detail: `${digits}${unit}: ${measure}` }];
  });
};

/** Types, where one is asked for. */
export const typeItems: CompletionSource = (request) => {
  const { path, probed } = request;
  const node = path.at(-1);
  if (node?.kind !== "NamedType" || node.name.text !== standIn) return [];
  const fn = innermost(path, "Fn");
  return [
    ...scalarNames.filter((name) => name !== "null").map((name) => plainItem(request, name, "type", 1)),
    ...formatNames.map((name) => plainItem(request, name, "type", 2)),
    { ...plainItem(request, "range", "type", 2), snippet: "range<${1:int}>" },
    ...(fn?.typeParameters ?? []).map((name) => plainItem(request, name.text, "type", 0)),
    ...[...probed.analyze().value.kinds.keys()].map((name) => plainItem(request, name, "kind", 3)),
  ];
};

/** The kind that a policy is about. */
export const subjectItems: CompletionSource = (request) => {
  const { path, probed } = request;
  const node = path.at(-1);
  if (node?.kind !== "Policy" || node.subjectKind.text !== standIn) return [];
  return [...probed.analyze().value.kinds.values()].map(({ symbol, doc }) => ({
    ...plainItem(request, symbol.name, "kind", 1),
    doc,
  }));
};

/** The names of a function's parameters that a call does not give yet. */
export const argumentItems: CompletionSource = (request) => {
  const { path, probed } = request;
  const [call, argument, node] = path.slice(-3);
  if (node?.kind !== "Reference" || argument?.kind !== "Argument" || argument.name || call?.kind !== "Call") return [];
  const symbol = probed.analyze().value.resolutions.get(call.callee);
  if (symbol?.kind !== "fn") return [];
  const given = new Set(call.arguments.map((each) => each.name?.text));
  const before = call.arguments.indexOf(argument);
  return symbol.node.parameters.slice(before).flatMap(({ name }) => {
    if (given.has(name.text)) return [];
    return [{ ...plainItem(request, `${name.text} = `, "parameter", 2), detail: `of ${symbol.name}`, again: true }];
  });
};

/** The keys of a record that has only some. */
export const keyItems: CompletionSource = (request) => {
  const { path, probed, text, word } = request;
  const at = path.findLastIndex((node) => node.kind === "MapExpression");
  const map = path[at];
  const entry = path[at + 1];
  const inKey = entry?.kind === "MapEntry" && entry.key.start <= word.start && word.start <= entry.key.end;
  if (map?.kind !== "MapExpression" || !inKey) return [];
  const wanted = expectedType(probed, path.slice(0, at + 1));
  const record = wanted && unrefined(required(wanted));
  if (record?.kind !== "record") return [];
  const given = new Set(map.entries.map((each) => (each.kind === "MapEntry" ? literalText(each.key) : null)));
  const written = /^[ \t]*:/.test(text.slice(word.end));
  return [...record.fields].flatMap(([name, field]) =>
    given.has(name)
      ? []
      : [
          {
            ...plainItem(request, name, "attribute", field.optional ? 1 : 0),
            snippet: written ? name : `${name}: $0`,
            again: !written,
          },
        ],
  );
};

function plainItem(
  { word }: CompletionRequest,
  label: string,
  kind: CompletionItem["kind"],
  rank: number,
): CompletionItem {
  return { label, kind, detail: "", doc: "", snippet: label, replace: word, rank, edits: [], again: false };
}
