import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from "cdktf";
import { sortTexts } from "../../base/order.ts";

/**
 * What an element says, as JSON for a place that many levels deep: keys sorted, two spaces a level, what is not set left
 * out, tokens resolved. All in one walk, as most of a synthesis is spent here.
 */
export function elementText(value: unknown, stack: TerraformStack, depth: number): string {
  if (typeof value === "string") return stringText(value.includes(tokenMark) ? String(resolved(value, stack)) : value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return listText(value, stack, depth);
  if (Tokenization.isResolvable(value)) return elementText(resolved(value, stack), stack, depth);
  return recordText(value as Readonly<Record<string, unknown>>, stack, depth);
}

/** Whatever stands for something else, as that. */
function resolved(value: unknown, stack: TerraformStack): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}

const resolver = new DefaultTokenResolver(new StringConcat());

// Nearly all that is here is plain already: references are literal templates. CDKTF's own resolver looks for tokens
// everywhere, which takes most of a synthesis; and it would take some texts of a user, such as "String Map Token Value",
// for its own.
const tokenMark = "TfToken[";

function listText(list: readonly unknown[], stack: TerraformStack, depth: number): string {
  const indent = indentOf(depth + 1);
  let text = "";
  for (const item of list) {
    if (item !== undefined) text += `${text === "" ? "" : ","}${indent}${elementText(item, stack, depth + 1)}`;
  }
  return text === "" ? "[]" : `[${text}${indentOf(depth)}]`;
}

function recordText(record: Readonly<Record<string, unknown>>, stack: TerraformStack, depth: number): string {
  const indent = indentOf(depth + 1);
  // Most attributes of a provider's classes are not set.
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  let text = "";
  for (const key of sortTexts(keys)) {
    text += `${text === "" ? "" : ","}${indent}${stringText(key)}: ${elementText(record[key], stack, depth + 1)}`;
  }
  return text === "" ? "{}" : `{${text}${indentOf(depth)}}`;
}

function stringText(text: string): string {
  return `"${textInQuotes(text)}"`;
}

/** A text as JSON, without the quotes around it. */
export function textInQuotes(text: string): string {
  return plainText.test(text) ? text : JSON.stringify(text).slice(1, -1);
}

const plainText = /^[ !#-[\]-~]*$/;

function indentOf(depth: number): string {
  return indents[depth] ?? `\n${"  ".repeat(depth)}`;
}

const indents: readonly string[] = Array.from({ length: 16 }, (_, depth) => `\n${"  ".repeat(depth)}`);
