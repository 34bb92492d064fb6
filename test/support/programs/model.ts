import type { Lock } from "../../../src/plan/lock.ts";

/**
 * A project as what it means, free of how it is written: `print` makes sources of it, in any of many styles. All of them
 * must compile to the same Plan.
 */
export interface Project {
  /** Referrers before what they refer to: the project, environments, fleets, images, balancers, rollouts, networks. */
  readonly declarations: readonly Declaration[];
  /** Files that images copy in or run, by root-relative path. */
  readonly files: Readonly<Record<string, File>>;
  readonly lock: Lock | null;
}

export interface File {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

export interface Declaration {
  readonly kind: string;
  readonly name: string;
  readonly body: Body;
  /** What an environment overrides. */
  readonly overrides: readonly Override[];
}

export interface Override {
  readonly kind: string;
  readonly name: string;
  readonly body: Body;
}

/** The order of fields and blocks means nothing; that of labelled blocks does. */
export interface Body {
  readonly fields: Readonly<Record<string, Value>>;
  readonly blocks: Readonly<Record<string, Body>>;
  readonly labelled: readonly Labelled[];
}

export interface Labelled {
  readonly block: string;
  readonly label: string;
  readonly body: Body;
}

export type Value =
  | { readonly kind: "bool"; readonly value: boolean }
  | Quantity
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "text"; readonly value: string }
  /** A text of a union of literals: every expression for it has to have a type within them. */
  | { readonly kind: "choice"; readonly value: string; readonly among: readonly string[] }
  /** Root-relative. */
  | { readonly kind: "path"; readonly value: string }
  | { readonly kind: "secret"; readonly address: string }
  | Reference
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "map"; readonly entries: Readonly<Record<string, Value>> }
  /** A map with a fixed set of keys, of which none is spread. */
  | { readonly kind: "record"; readonly entries: Readonly<Record<string, Value>> };

/** Counts whole parts: of a number 1, of a decimal and a share a hundredth, of a time a millisecond, of a size a KiB. */
export interface Quantity {
  readonly kind: "int" | "decimal" | "duration" | "bytes" | "percent";
  readonly amount: number;
}

export interface Reference {
  readonly kind: "reference";
  readonly of: string;
  readonly name: string;
  /** The module of the standard library that declares it; null for the project's own. */
  readonly std: string | null;
}

export const emptyBody: Body = { fields: {}, blocks: {}, labelled: [] };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const GIB = 1024 * 1024;

export const int = (amount: number): Quantity => ({ kind: "int", amount });
export const duration = (amount: number): Quantity => ({ kind: "duration", amount });
export const bytes = (amount: number): Quantity => ({ kind: "bytes", amount });
/** 1250 is 12.5 %. */
export const percent = (amount: number): Quantity => ({ kind: "percent", amount });
export const text = (value: string): Value => ({ kind: "text", value });
export const texts = (values: readonly string[]): Value => ({ kind: "list", items: values.map(text) });
export const choice = (value: string, among: readonly string[]): Value => ({ kind: "choice", value, among });
export const reference = (of: string, name: string, std: string | null = null): Reference => ({
  kind: "reference",
  of,
  name,
  std,
});
export const textMap = (entries: Readonly<Record<string, string>>): Value => ({
  kind: "map",
  entries: mapValues(entries, text),
});

/** The fields that have a value. */
export function given(fields: Readonly<Record<string, Value | null | undefined>>): Readonly<Record<string, Value>> {
  const found: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) if (value) found[name] = value;
  return found;
}

export function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Every reference in a body to another declaration of the project, as `kind.name`. */
export function referencesIn(body: Body): readonly string[] {
  return [
    ...Object.values(body.fields).flatMap((value) =>
      value.kind === "reference" && value.std === null ? [`${value.of}.${value.name}`] : [],
    ),
    ...Object.values(body.blocks).flatMap(referencesIn),
    ...body.labelled.flatMap((each) => referencesIn(each.body)),
  ];
}
