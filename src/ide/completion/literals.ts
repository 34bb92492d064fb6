import { literalText } from "../../semantics/literal-text.ts";
import { required, type Type, unrefined } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import type { CompletionRequest } from "./request.ts";
import { valueItem } from "./value-item.ts";

/** The texts that a place takes, where it takes only some. */
export function literalsOf(type: Type | null): readonly string[] {
  const plain = type && unrefined(required(type));
  if (plain?.kind === "literal") return [plain.value];
  return plain?.kind === "union" ? plain.members.flatMap(literalsOf) : [];
}

/** What a place takes that can be told in full, and the beginnings of what else it takes. */
export function literalItems(request: CompletionRequest, wanted: Type | null): readonly CompletionItem[] {
  const snippets = membersOf(wanted).flatMap(({ kind }) => {
    const form = forms[kind];
    return form ? [valueItem(request, { kind: "snippet", rank: 2, ...form })] : [];
  });
  return [...valuesOf(wanted).map((label) => valueItem(request, { label, kind: "value", rank: 0 })), ...snippets];
}

const forms: Readonly<Record<string, Pick<CompletionItem, "label" | "snippet" | "detail">>> = {
  secret: { label: 'secret("…")', snippet: 'secret("${1|ssm:/,asm:|}$2")', detail: "the address of a secret" },
  range: { label: "min..max", snippet: "${1:2}..${2:10}", detail: "a range" },
};

/** What an arm of a `match` may be for: values of its subject that no arm is for yet, and `else` where none is. */
export function patternItems(
  request: CompletionRequest,
  { arms }: ast.Match,
  arm: ast.MatchArm,
  subject: Type | null,
): readonly CompletionItem[] {
  const given = new Set(arms.flatMap(({ patterns }) => patterns.map(writtenValue)));
  const rest = /^\s*(=>|\|)?/.exec(request.text.slice(request.word.end))?.[1];
  const snippet = (label: string): string => escapeSnippet(label) + (rest ? "" : " => $0");
  const values = valuesOf(subject).filter((label) => !given.has(label));
  const items = values.map((label) => valueItem(request, { label, kind: "value", snippet: snippet(label), rank: 0 }));
  const isLast = arm.patterns.length === 1 && rest !== "|" && arms.every(({ patterns }) => patterns.length > 0);
  return isLast
    ? [...items, valueItem(request, { label: "else", kind: "keyword", snippet: snippet("else"), rank: 8 })]
    : items;
}

function writtenValue(pattern: ast.Expression): string | null {
  switch (pattern.kind) {
    case "StringLiteral":
      return JSON.stringify(literalText(pattern));
    case "BoolLiteral":
      return String(pattern.value);
    default:
      return null;
  }
}

// The values of a type that has only some, as they are written.
function valuesOf(type: Type | null): readonly string[] {
  const bools = membersOf(type).some(({ kind }) => kind === "bool") ? ["true", "false"] : [];
  return [...literalsOf(type).map((value) => JSON.stringify(value)), ...bools];
}

function membersOf(type: Type | null): readonly Type[] {
  const plain = type && unrefined(required(type));
  return plain?.kind === "union" ? plain.members : plain ? [plain] : [];
}
