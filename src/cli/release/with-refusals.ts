import { ReleaseRefused } from "../../host/release/world.ts";
import { VerificationError } from "../verification-error.ts";

/** Runs a command of a release: what the ledger or a plan does not allow is a verdict (exit code 3), not a bug. */
export async function withRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ReleaseRefused ? new VerificationError(error.message) : error;
  }
}
