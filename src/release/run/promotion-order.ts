import { shortDigest } from "../../base/digest.ts";
import { lookup, sortedValues } from "../../base/record.ts";
import type { LiveEnvironment } from "../ledger/state.ts";

/**
 * Why an image may not go to an environment yet, in a sentence; null where it may. What goes there has been promoted in
 * the environment before it: in any fleet, and neither failed nor revoked since.
 */
export function refusedByOrder(
  before: LiveEnvironment,
  image: { readonly name: string; readonly fingerprint: string },
): string | null {
  const name = `image ${image.name} (${shortDigest(image.fingerprint)})`;
  const runs = sortedValues(before.fleets).flatMap((fleet) =>
    Object.values(fleet.generations)
      .filter(({ fingerprint }) => fingerprint === image.fingerprint)
      .map((generation) => ({ fleet, generation })),
  );
  const revoked = lookup(before.images, image.fingerprint)?.revoked ?? null;
  if (revoked !== null) return `${name} is revoked in ${before.environment}: ${revoked}`;
  const promoted = runs.filter(({ fleet, generation }) => fleet.promotions.includes(generation.generation));
  if (promoted.some(({ generation }) => !generation.failed && generation.revoked === null)) return null;
  if (promoted.length > 0) return `${name} was rolled back from in ${before.environment}`;
  if (runs.some(({ generation }) => generation.failed)) return `${name} failed its rollout in ${before.environment}`;
  return runs.length === 0
    ? `${name} was never rolled out in ${before.environment}`
    : `${name} is not promoted in ${before.environment} yet`;
}
