import Big from "big.js";

/** A whole number of the machine as an exact one. */
export function wholeNumber(value: number): Big {
  const known = small[value];
  if (known) return known;
  const made = new Big(value);
  if (value >= 0 && value < 1000) small[value] = made;
  return made;
}

// Most numbers are small, and making one goes through its text; no one changes what it was given.
const small: Big[] = [];
