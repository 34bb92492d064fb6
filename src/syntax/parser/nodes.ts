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

/** A list as long as what is in it: one that grew has room for more, and what a tree is made of is kept for long. */
export function exact<Element>(list: Element[]): Element[] {
  return list.length === 0 ? list : list.slice();
}
