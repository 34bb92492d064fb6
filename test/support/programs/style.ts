import fc from "fast-check";

/** What about a text must not matter. With all of them off, a project is written in the plainest way. */
const freedoms = [
  "order",
  "files",
  "names",
  "layout",
  "comments",
  "carriageReturns",
  "parentheses",
  "expressions",
  "extends",
  "defaults",
  "policies",
] as const;
export type Freedom = (typeof freedoms)[number];

/** One way of writing a project. */
export interface Style {
  readonly free: Readonly<Record<Freedom, boolean>>;
  /** Where the choices come from, in turns: a 0 chooses the plainest. */
  readonly tape: readonly number[];
}

export const plainStyle: Style = {
  free: Object.fromEntries(freedoms.map((freedom) => [freedom, false])) as Style["free"],
  tape: [],
};

const tape = fc.array(fc.nat(0xffff), { maxLength: 60, size: "max" });

/** Any style. Shrinks towards the plain one, freedom by freedom. */
export const anyStyle: fc.Arbitrary<Style> = styleWith(freedoms);

/** Any style that takes no other liberties than these. */
function styleWith(allowed: readonly Freedom[]): fc.Arbitrary<Style> {
  const flag = fc.nat(3).map((value) => value > 0);
  const free = Object.fromEntries(
    freedoms.map((freedom) => [freedom, allowed.includes(freedom) ? flag : fc.constant(false)]),
  ) as Record<Freedom, fc.Arbitrary<boolean>>;
  return fc.record({ free: fc.record(free), tape });
}

/** Reads choices off a style, one after the other. */
export interface Choices {
  /** A whole number from 0 to below `count`; 0 where the style is not free in this. */
  pick(freedom: Freedom, count: number): number;
}

export function choicesOf({ free, tape: numbers }: Style): Choices {
  // Each freedom reads the tape for itself, so that taking another changes nothing about this one's choices.
  const positions = new Map<Freedom, number>();
  return {
    pick(freedom, count) {
      if (!free[freedom] || numbers.length === 0 || count <= 1) return 0;
      const position = (positions.get(freedom) ?? freedoms.indexOf(freedom)) + freedoms.length;
      positions.set(freedom, position);
      const number = numbers[Math.floor(position / freedoms.length) % numbers.length] ?? 0;
      return number === 0 ? 0 : mixed(number, position) % count;
    },
  };
}

/** The items in an order that the style chooses. */
export function shuffled<T>(choices: Choices, items: readonly T[]): readonly T[] {
  const rest = [...items];
  const taken: T[] = [];
  while (rest.length > 0) taken.push(...rest.splice(choices.pick("order", rest.length), 1));
  return taken;
}

// One tape serves a project of any size, so that the same number must not choose the same thing each time around.
function mixed(number: number, position: number): number {
  let hash = Math.imul(number ^ Math.imul(position, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
