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
export const recordedString: StringLiteral = { kind: "StringLiteral", ...nowhere, form: "plain", content: "" };

/** A list as long as what is in it: one that grew has room for more, and what a tree is made of is kept for long. */
export function exact<Element>(list: Element[]): Element[] {
  return list.length <= 1 ? list : list.slice();
}

/** A list with one element more. That of a single element, as many are, has no room for others. */
export function withElement<Element>(list: Element[] | undefined, element: Element): Element[] {
  if (list === undefined) return [element];
  list.push(element);
  return list;
}
