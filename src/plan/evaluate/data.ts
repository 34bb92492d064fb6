import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import type { Evaluation } from "./evaluation.ts";
import { blockOrder, type Instance, readMember } from "./instance.ts";
import type { Value } from "./value.ts";

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

/** An instance as data; null where some field has no value, which is reported already. */
export function readData(evaluation: Evaluation, instance: Instance): { readonly [key: string]: Data } | null {
  const data: Record<string, Data> = {};
  for (const [name, member] of instance.members) {
    const value = readMember(evaluation, instance, name);
    const labelled = member.kind === "block" && member.cardinality === "many" && value.kind === "map";
    const field = labelled ? labelledData(evaluation, instance, name, value.entries) : toData(evaluation, value);
    if (field === undefined) return null;
    data[name] = field;
  }
  return data;
}

function labelledData(
  evaluation: Evaluation,
  instance: Instance,
  name: string,
  blocks: ReadonlyMap<string, Value>,
): Data | undefined {
  const order = blockOrder(instance);
  const items: Data[] = [];
  for (const [label, block] of blocks) {
    const fields = block.kind === "block" ? readData(evaluation, block.instance) : null;
    if (!fields) return undefined;
    items.push({ ...fields, label, order: order.findIndex(([each, at]) => each === name && at === label) });
  }
  return items;
}

function toData(evaluation: Evaluation, value: Value): Data | undefined {
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
      return value.value.toNumber();
    case "secret":
      return value.address;
    case "range":
      return { min: value.from.value.toNumber(), max: value.to.value.toNumber() };
    case "list": {
      const items = value.items.map((item) => toData(evaluation, item));
      return items.includes(undefined) ? undefined : (items as readonly Data[]);
    }
    case "map": {
      const entries: [string, Data][] = [];
      for (const [key, item] of value.entries) {
        const data = toData(evaluation, item);
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
