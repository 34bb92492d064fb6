import { sortTexts } from "./order.ts";

/** A member of a record by its name, never what every object inherits. */
export function lookup<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Sets a member of a record that the caller owns. Assigning to `__proto__` would set a prototype and lose the member. */
export function put<T>(record: Record<string, T>, name: string, value: T): void {
  if (name === "__proto__")
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
  else record[name] = value;
}

/** The members of a record with their names, sorted by name. */
export function sortedEntries<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return sortTexts(Object.keys(record)).map((name) => [name, record[name] as T]);
}

/** The members of a record, sorted by name. */
export function sortedValues<T>(record: Readonly<Record<string, T>>): readonly T[] {
  return sortedEntries(record).map(([, value]) => value);
}
