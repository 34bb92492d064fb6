import type { StringLiteral } from "../ast.ts";

/** What stands before the word or name that an item or member begins with. */
export interface Head {
  readonly start: number;
  readonly doc: string | undefined;
  readonly private: boolean;
  readonly abstract: boolean;
}

/** Chevrotain calls every rule once without arguments, to record the grammar. */
export const recordedHead: Head = { start: 0, doc: undefined, private: false, abstract: false };
export const nowhere = { uri: "", start: 0, end: 0 };
export const recordedString: StringLiteral = { kind: "StringLiteral", span: nowhere, form: "plain", parts: [] };

/** A doc comment for a spread: no property at all where there is none. */
export function documented(head: Head): { readonly doc?: string } {
  return head.doc === undefined ? {} : { doc: head.doc };
}

/** A property for a spread: none at all where the value is undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
