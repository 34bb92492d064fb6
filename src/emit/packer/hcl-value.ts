import { hclString, hclTemplateText } from "../escape/hcl.ts";

/** What a template may write: the one way for a value to become HCL. Strings are literal text. */
export type HclValue = string | number | boolean | readonly HclValue[] | HclReference | HclPath | HclMap;

/** A name of Packer's own, such as `var.commit`. Never made of a user's text. */
export interface HclReference {
  readonly kind: "reference";
  readonly name: `var.${string}` | `local.${string}`;
}

/** A file below the folder that the template lies in, wherever Packer is started from. */
export interface HclPath {
  readonly kind: "path";
  readonly path: string;
}

export interface HclMap {
  readonly kind: "map";
  readonly entries: readonly (readonly [string, HclValue])[];
}

/**
 * A value as HCL, laid out as `packer fmt` would: lists of one item on a line, longer ones and maps an item a line with
 * their signs aligned. `indent` is the number of spaces that the line begins with.
 */
export function writeHcl(value: HclValue, indent: number): string {
  if (typeof value === "string") return hclString(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return writeNumber(value);
  if (isList(value)) return writeList(value, indent);
  switch (value.kind) {
    case "reference":
      return value.name;
    case "path":
      return `"\${path.root}/${hclTemplateText(value.path)}"`;
    case "map":
      return writeMap(value, indent);
  }
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

function writeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number that HCL keeps exactly: ${value}`);
  return String(value);
}

function writeList(items: readonly HclValue[], indent: number): string {
  const [only] = items;
  if (only === undefined) return "[]";
  if (items.length === 1) return `[${writeHcl(only, indent)}]`;
  const inner = " ".repeat(indent + 2);
  const lines = items.map((item) => `${inner}${writeHcl(item, indent + 2)},\n`);
  return `[\n${lines.join("")}${" ".repeat(indent)}]`;
}

function writeMap({ entries }: HclMap, indent: number): string {
  if (entries.length === 0) return "{}";
  const keys = entries.map(([key]) => hclString(key));
  const width = Math.max(...keys.map(columns));
  const inner = " ".repeat(indent + 2);
  const lines = entries.map(([, value], index) => {
    const key = keys[index] ?? "";
    return `${inner}${key}${" ".repeat(width - columns(key))} = ${writeHcl(value, indent + 2)}\n`;
  });
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

function columns(text: string): number {
  return [...text].length;
}
