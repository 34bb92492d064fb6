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
  /** The values of the element that it was made of, and their leaves. */
  readonly sample: unknown;
  readonly leaves: readonly Leaf[];
  readonly filling: Filling;
  /** What an element adds to the stack's metadata, as new objects each time; null where that is nothing. */
  readonly metadata: (() => Readonly<Record<string, unknown>>) | null;
}

/** A text or a number of an element. The first is its id. */
export type Leaf = string | number;

/** A text with holes. */
interface Filling {
  /** What stands around the holes. */
  readonly pieces: readonly string[];
  /** What stands in each: an index of the leaves. */
  readonly holes: readonly number[];
}

/**
 * Whether plain data is like a sample but for its leaves. If so, they were added to `leaves`; if not, some of them may
 * have been.
 */
export function takeLeaves(sample: unknown, value: unknown, leaves: Leaf[]): boolean {
  if (typeof value === "string" || typeof value === "number") {
    leaves.push(value);
    return typeof value === typeof sample;
  }
  if (typeof value !== "object" || value === null || typeof sample !== "object" || sample === null) {
    return value === sample;
  }
  if (Array.isArray(value)) {
    if (!Array.isArray(sample) || value.length !== sample.length) return false;
    for (let at = 0; at < value.length; at++) if (!takeLeaves(sample[at], value[at], leaves)) return false;
    return true;
  }
  const names = Object.keys(value);
  const wanted = Object.keys(sample);
  if (names.length !== wanted.length || Array.isArray(sample)) return false;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? "";
    if (name !== wanted[at] || !takeLeaves((sample as Plain)[name], (value as Plain)[name], leaves)) return false;
  }
  return true;
}

type Plain = Readonly<Record<string, unknown>>;

/** Has CDKTF make the form of elements with such values; no element stays in the stack. */
export function makeForm<Values>(stack: TerraformStack, kind: ElementKind<Values>, id: string, values: Values): Form {
  const leaves: Leaf[] = [id];
  takeLeaves(values, values, leaves);
  // Nothing that stays where it is, such as a key, has the digest of itself in it.
  const mark = sha256(JSON.stringify(values));
  let count = 1;
  const markedId = `${mark}-0-`;
  const element = kind.make(stack, markedId, withMarks(values, () => `${mark}-${count++}-`) as Values);
  const { path, value } = memberOf(element, markedId);
  const text = elementText(value, stack, path.length + 1);
  stack.node.tryRemoveChild(element.node.id);
  const parts = text.split(new RegExp(`${mark}-(\\d+)-`));
  const holes = parts.filter((_, at) => at % 2 === 1).map(Number);
  const pieces = parts.filter((_, at) => at % 2 === 0);
  // A number stands without the quotes that its mark has.
  for (const [at, hole] of holes.entries()) {
    if (typeof leaves[hole] === "string") continue;
    pieces[at] = (pieces[at] ?? "").slice(0, -1);
    pieces[at + 1] = (pieces[at + 1] ?? "").slice(1);
  }
  const says = Object.values(element.toMetadata()).some((section) => section !== undefined);
  return {
    path,
    sample: values,
    leaves,
    filling: { pieces, holes },
    metadata: says ? () => element.toMetadata() : null,
  };
}

/** The text of the element that has these leaves. */
export function fillForm({ filling: { pieces, holes } }: Form, leaves: readonly Leaf[]): string {
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
  let at: Plain = element.toTerraform();
  for (;;) {
    const [member] = Object.entries(at).filter(([, value]) => value !== undefined);
    if (member === undefined) throw new Error(`${element.node.path} says nothing`);
    const [name, value] = member;
    if (name === id) return { path, value };
    path.push(name);
    at = value as Plain;
  }
}
