/** Something that was recorded does not hold when it is checked. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}
