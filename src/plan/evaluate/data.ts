import Big from "big.js";
import type { Span } from "../../base/span.ts";
import { valueRefused } from "../../diagnostics/codes/value-refused.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { type Evaluation, limits, reportOnce, spend } from "./evaluation.ts";
import { blockOrder, layersOf, memberSpan, readMember } from "./instance.ts";
import { smallInteger } from "./small-integer.ts";
import type { Instance, Quantity, Value } from "./value.ts";
import { quantityText } from "./value-text.ts";

/**
 * A declaration's fields as plain data, typed by `kinds.gen.ts`: quantities are numbers (milliseconds, bytes,
 * percent), ranges `{ min, max }`, secrets their addresses, paths root-relative, labelled blocks a list in the order
 * written.
 */
export type Data =
  | null
  | boolean
  | number
  | string
  | DeclarationReference
  | readonly Data[]
  | { readonly [key: string]: Data };

/** A reference to another declaration, resolved for the same environment. */
export interface DeclarationReference {
  readonly symbol: DeclarationSymbol;
  readonly instance: Instance;
}

/** What a labelled block has beside its fields. */
export interface Labelled {
  readonly label: string;
  /** Its place among all labelled blocks around it. */
  readonly order: number;
}

/** An instance as data, or these of its fields; null where some field has no value, which is reported already. */
export function readData(
  evaluation: Evaluation,
  instance: Instance,
  fields: readonly string[] | null = null,
): { readonly [key: string]: Data } | null {
  const data: Record<string, Data> = {};
  // A body that says something unknown may have meant what it leaves open: nothing is made of it.
  let whole = !layersOf(instance).some((layer) => evaluation.analysis.broken.has(layer.body));
  for (const [name, member] of instance.members) {
    if (fields !== null && !fields.includes(name)) continue;
    const value = readMember(evaluation, instance, name);
    const labelled = member.kind === "block" && member.cardinality === "many" && value.kind === "map";
    const at = { instance, name };
    const field = labelled ? labelledData(evaluation, instance, name, value.entries) : toData(evaluation, value, at);
    if (field === undefined) whole = false;
    else data[name] = field;
  }
  return whole ? data : null;
}

/** The field that a value stands in, for findings about it. */
interface Place {
  readonly instance: Instance;
  readonly name: string;
}

function spanOf({ instance, name }: Place): Span {
  return memberSpan(instance, name) ?? instance.symbol.nameSpan;
}

// The Plan holds JSON numbers: one that does not survive as such is refused, never rounded.
function exactNumber(evaluation: Evaluation, quantity: Quantity, at: Place): number | undefined {
  const small = smallInteger(quantity.value);
  // Adding zero makes of -0, which JSON can't tell, 0.
  if (small !== null) return small + 0;
  const number = quantity.value.toNumber();
  const whole = quantity.value.round(0, 0).eq(quantity.value);
  const exact = whole ? Number.isSafeInteger(number) : new Big(number).eq(quantity.value);
  if (Number.isFinite(number) && exact) return number;
  const rule = whole
    ? `lie between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`
    : "have at most 15 digits";
  reportOnce(evaluation)(valueRefused, spanOf(at), {
    what: at.name,
    value: quantityText(quantity),
    rule,
    pattern: null,
    doc: null,
    meant: null,
  });
  return undefined;
}

function labelledData(
  evaluation: Evaluation,
  instance: Instance,
  name: string,
  blocks: ReadonlyMap<string, Value>,
): Data | undefined {
  const order = blockOrder(instance);
  const orders = new Map(order.flatMap(([each, label], index) => (each === name ? [[label, index] as const] : [])));
  const items: Data[] = [];
  let whole = true;
  for (const [label, block] of blocks) {
    const fields = block.kind === "block" ? readData(evaluation, block.instance) : null;
    if (fields) items.push({ ...fields, label, order: orders.get(label) ?? 0 });
    else whole = false;
  }
  return whole ? items : undefined;
}

function toData(evaluation: Evaluation, value: Value, at: Place): Data | undefined {
  evaluation.budget.steps += 1;
  if (evaluation.budget.steps > limits.steps && !spend(evaluation, spanOf(at), 0)) return undefined;
  switch (value.kind) {
    case "unknown":
      return undefined;
    case "null":
      return null;
    case "bool":
    case "string":
    case "path":
      return value.value;
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return exactNumber(evaluation, value, at);
    case "secret":
      return value.address;
    case "range": {
      const min = exactNumber(evaluation, value.from, at);
      const max = exactNumber(evaluation, value.to, at);
      return min === undefined || max === undefined ? undefined : { min, max };
    }
    case "list": {
      const items = value.items.map((item) => toData(evaluation, item, at));
      return items.includes(undefined) ? undefined : (items as readonly Data[]);
    }
    case "map": {
      const entries: [string, Data][] = [];
      for (const [key, item] of value.entries) {
        const data = toData(evaluation, item, at);
        if (data === undefined) return undefined;
        entries.push([key, data]);
      }
      return Object.fromEntries(entries);
    }
    case "reference":
      return value.instance && value.symbol.kind === "declaration"
        ? { symbol: value.symbol, instance: value.instance }
        : null;
    case "block":
      return readData(evaluation, value.instance) ?? undefined;
  }
}
