import type { TerraformElement, TerraformStack } from "cdktf";
import { sha256 } from "../../base/digest.ts";
import type { ElementKind } from "./element.ts";
import { elementText, textInQuotes } from "./element-text.ts";

/** What an element says, as CDKTF makes it. */
export interface Member {
  /** Where it stands: `resource`, `aws_lb`. */
  readonly path: readonly string[];
  readonly text: string;
  /** What it adds to the stack's metadata, as new objects each time; null where that is nothing. */
  readonly metadata: (() => Plain) | null;
}

/**
 * Makes the members of a stack that are of one kind. CDKTF makes the first of those that are alike but for their texts
 * and numbers, and when there is a second one, their form: what it makes of marks in the place of those. Nothing of CDKTF
 * looks at a text or a number, so it would say the same of all others.
 */
export function createMemberMaker<Values>(
  stack: TerraformStack,
  kind: ElementKind<Values>,
): (id: string, values: Values) => Member {
  const forms: KnownForm<Values>[] = [];
  return (id, values) => {
    for (let at = 0; at < forms.length; at++) {
      const known = forms[at] as KnownForm<Values>;
      const leaves: Leaf[] = [id];
      if (!takeLeaves(known.sample, values, leaves)) continue;
      // The next is likely to be like this one.
      if (at > 0) forms.unshift(...forms.splice(at, 1));
      known.form ??= makeForm(stack, kind, values, leaves);
      return { path: known.form.path, text: fillForm(known.form, leaves), metadata: known.form.metadata };
    }
    forms.unshift({ sample: values, form: null });
    forms.splice(mostForms);
    return makeMember(stack, kind, id, values);
  };
}

interface KnownForm<Values> {
  readonly sample: Values;
  /** Null until a second element is like the sample. */
  form: Form | null;
}

// Looking through more would take longer than CDKTF does.
const mostForms = 32;

interface Form extends Omit<Member, "text"> {
  /** What stands around the holes. */
  readonly pieces: readonly string[];
  /** What stands in each: an index of the leaves. */
  readonly holes: readonly number[];
}

/** A text or a number of an element. The first is its id. */
type Leaf = string | number;

/**
 * Whether plain data is like a sample but for its leaves. If so, they were added to `leaves`; if not, some of them may
 * have been.
 */
function takeLeaves(sample: unknown, value: unknown, leaves: Leaf[]): boolean {
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

/** Has CDKTF make an element, which does not stay in the stack. */
function makeMember<Values>(stack: TerraformStack, kind: ElementKind<Values>, id: string, values: Values): Member {
  const element = kind.make(stack, id, values);
  const { path, value } = memberOf(element, id);
  const text = elementText(value, stack, path.length + 1);
  stack.node.tryRemoveChild(element.node.id);
  const says = Object.values(element.toMetadata()).some((section) => section !== undefined);
  return { path, text, metadata: says ? () => element.toMetadata() : null };
}

/** Has CDKTF make an element with marks for its leaves, and so the form of all elements with such values. */
function makeForm<Values>(
  stack: TerraformStack,
  kind: ElementKind<Values>,
  values: Values,
  leaves: readonly Leaf[],
): Form {
  // Nothing that stays where it is, such as a key, has the digest of itself in it.
  const mark = sha256(JSON.stringify(values));
  let count = 1;
  const marked = withMarks(values, () => `${mark}-${count++}-`) as Values;
  const { text, ...member } = makeMember(stack, kind, `${mark}-0-`, marked);
  const parts = text.split(new RegExp(`${mark}-(\\d+)-`));
  const holes = parts.filter((_, at) => at % 2 === 1).map(Number);
  const pieces = parts.filter((_, at) => at % 2 === 0);
  // A number stands without the quotes that its mark has.
  for (const [at, hole] of holes.entries()) {
    if (typeof leaves[hole] === "string") continue;
    pieces[at] = (pieces[at] ?? "").slice(0, -1);
    pieces[at + 1] = (pieces[at + 1] ?? "").slice(1);
  }
  return { ...member, pieces, holes };
}

/** The text of the element that has these leaves. */
function fillForm({ pieces, holes }: Form, leaves: readonly Leaf[]): string {
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
