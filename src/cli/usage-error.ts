/** A command line that can't be followed. The message says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
