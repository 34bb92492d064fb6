import Big from "big.js";

/** A whole number of the machine as an exact one. */
export function wholeNumber(value: number): Big {
  const known = made.get(value);
  if (known) return known;
  const number = new Big(value);
  if (made.size < most) made.set(value, number);
  return number;
}

// Numbers recur, and making one goes through its text; nobody changes what was made.
const made = new Map<number, Big>();
const most = 4096;
