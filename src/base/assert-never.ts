/** Closes an exhaustive `switch`: a case that the types rule out was reached, which is a bug of ours. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
