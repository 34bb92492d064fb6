import type { TerraformElement, TerraformStack } from "cdktf";
import { sha256 } from "../../base/digest.ts";
import type { ElementKind } from "./element.ts";
import { elementText, textInQuotes } from "./element-text.ts";

/**
 * What elements say that are alike but for their texts and numbers: the text that CDKTF makes of one of them, with holes.
 * Nothing of CDKTF looks at a text or a number, so it says the same of all others.
 */
export interface Form {
  /** Where the elements are: `resource`, `aws_lb`. */
  readonly path: readonly string[];
  /** What stands around the holes. */
  readonly pieces: readonly string[];
  /** What stands in each: an index of the leaves. */
  readonly holes: readonly number[];
  /** What an element adds to the stack's metadata; new objects each time. */
  readonly metadata: () => Readonly<Record<string, unknown>>;
}

/** What differs between elements of one form. The first is the id. */
export type Leaf = string | number;

/**
 * Takes plain data apart: its leaves are added to `leaves`, and what is returned is all that is not a leaf. Equal for two
 * values, it says that they differ in leaves alone.
 */
export function takeLeaves(value: unknown, leaves: Leaf[]): string {
  switch (typeof value) {
    case "string":
      leaves.push(value);
      return "s";
    case "number":
      leaves.push(value);
      return "n";
    case "boolean":
    case "undefined":
      return value ? "t" : value === false ? "f" : "u";
    case "object": {
      if (value === null) return "0";
      if (Array.isArray(value)) {
        let shape = "[";
        for (const item of value) shape += takeLeaves(item, leaves);
        return `${shape}]`;
      }
      let shape = "{";
      for (const key of Object.keys(value)) {
        shape += `${key.length}:${key}${takeLeaves((value as Readonly<Record<string, unknown>>)[key], leaves)}`;
      }
      return `${shape}}`;
    }
    default:
      throw new Error(`an element is given a ${typeof value}`);
  }
}

/** Has CDKTF make the form of elements with such values; no element stays in the stack. */
export function makeForm<Values>(
  stack: TerraformStack,
  kind: ElementKind<Values>,
  values: Values,
  shape: string,
  leaves: readonly Leaf[],
): Form {
  // Nothing that stays where it is, such as a key, has the digest of itself in it.
  const mark = sha256(shape);
  const id = `${mark}-0-`;
  let count = 1;
  const element = kind.make(stack, id, withMarks(values, () => `${mark}-${count++}-`) as Values);
  const { path, value } = memberOf(element, id);
  const text = elementText(value, stack, path.length + 1);
  stack.node.tryRemoveChild(element.node.id);
  const pieces: string[] = [];
  const holes: number[] = [];
  for (const [at, part] of text.split(new RegExp(`${mark}-(\\d+)-`)).entries()) {
    if (at % 2 === 0) pieces.push(part);
    else holes.push(Number(part));
  }
  // A number stands without the quotes that its mark has.
  for (const [at, hole] of holes.entries()) {
    if (typeof leaves[hole] === "string") continue;
    pieces[at] = (pieces[at] ?? "").slice(0, -1);
    pieces[at + 1] = (pieces[at + 1] ?? "").slice(1);
  }
  return { path, pieces, holes, metadata: () => element.toMetadata() };
}

/** The text of the element that has these leaves. */
export function fillForm({ pieces, holes }: Form, leaves: readonly Leaf[]): string {
  let text = pieces[0] ?? "";
  for (let at = 0; at < holes.length; at++) {
    const leaf = leaves[holes[at] ?? 0] ?? "";
    text += (typeof leaf === "string" ? textInQuotes(leaf) : leaf) + (pieces[at + 1] ?? "");
  }
  return text;
}

/** A copy with marks for leaves, in the order in which `takeLeaves` takes them. */
function withMarks(value: unknown, next: () => string): unknown {
  if (typeof value === "string" || typeof value === "number") return next();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withMarks(item, next));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withMarks(item, next)]));
}

/** Where an element stands in its stack's file, and what it says there. */
function memberOf(
  element: TerraformElement,
  id: string,
): { readonly path: readonly string[]; readonly value: unknown } {
  const path: string[] = [];
  let at: Readonly<Record<string, unknown>> = element.toTerraform();
  for (;;) {
    const [member] = Object.entries(at).filter(([, value]) => value !== undefined);
    if (member === undefined) throw new Error(`${element.node.path} says nothing`);
    const [name, value] = member;
    if (name === id) return { path, value };
    path.push(name);
    at = value as Readonly<Record<string, unknown>>;
  }
}
