import { shortDigest } from "../../../base/digest.ts";
import { canonicalJson } from "../../../base/json.ts";
import { lookup } from "../../../base/record.ts";
import { generationsOf } from "../../../plan/legacy.ts";
import type { FleetState } from "../../../plan/model.ts";
import { type GenerationRecord, isRetained, type LiveEnvironment, revocationOf } from "../state.ts";
import { type Refusal, refuse } from "./judgement.ts";

/** Whether two states are the same to the byte: an entry repeats what was planned, it does not mean the like. */
export function identicalState(left: FleetState, right: FleetState): boolean {
  return canonicalJson(asJson(left)) === canonicalJson(asJson(right));
}

/** Refuses a state whose shares are neither a whole nor none, or that names a generation outside `known`. */
export function refuseState(what: string, state: FleetState, known: ReadonlySet<string>): Refusal | null {
  for (const generation of generationsOf(state))
    if (!known.has(generation))
      return refuse(
        "known-generations",
        `${what} names generation ${shortDigest(generation)}, which is neither live nor the one to roll out`,
      );
  const sum = Object.values(state).reduce((total, { weight }) => total + weight, 0);
  if (sum !== 0 && (sum < wholeShares || sum > largestShares))
    return refuse(
      "whole-shares",
      `the shares of ${what} add up to ${sum}; they must be 0 where nothing has traffic, else ${wholeShares} to ${largestShares}`,
    );
  return null;
}

// The shares of a fleet are percent, or finer parts as far as a listener can count.
const wholeShares = 100;
const largestShares = 999;

/** Refuses a generation that may not run: its image is missing or pruned, or it or its image is revoked. */
export function refuseUnrunnable(live: LiveEnvironment, generation: GenerationRecord): Refusal | null {
  const name = shortDigest(generation.generation);
  const revoked = revocationOf(live, generation);
  if (revoked !== null) return refuse("never-revoked", `generation ${name} is revoked: ${revoked}`);
  if (lookup(live.images, generation.fingerprint) === undefined)
    return refuse(
      "image-exists",
      `generation ${name} needs image ${generation.image} (${shortDigest(generation.fingerprint)}), which is not baked for ${live.environment}`,
    );
  if (!isRetained(live, generation))
    return refuse(
      "image-exists",
      `generation ${name} needs image ${generation.image} (${shortDigest(generation.fingerprint)}), which has been pruned; bake it again`,
    );
  return null;
}

/** Refuses an event that must say why and does not. */
export function refuseWithoutReason(what: string, reason: string | null): Refusal | null {
  return reason === null || reason.trim() === ""
    ? refuse("reason-given", `${what} needs a reason: it is what people will read later`)
    : null;
}

function asJson(state: FleetState): Readonly<Record<string, Readonly<Record<string, number | boolean>>>> {
  return Object.fromEntries(Object.entries(state).map(([generation, one]) => [generation, { ...one }]));
}
