import { shortDigest } from "../../../base/digest.ts";
import { lookup } from "../../../base/record.ts";
import type { EventOf } from "../entry.ts";
import { fleetOf, type LiveEnvironment } from "../state.ts";
import { already, type Judgement, lawful, refuse } from "./judgement.ts";
import { refuseWithoutReason } from "./shared.ts";

/** One fingerprint is one image in each region, and a revoked one is never baked again: it would be the same. */
export function judgeBaked(live: LiveEnvironment, event: EventOf<"baked">): Judgement {
  const name = `image ${event.image} (${shortDigest(event.fingerprint)})`;
  const regions = Object.entries(event.amis);
  if (regions.length === 0) return refuse("image-exists", `${name} was baked in no region`);
  const known = lookup(live.images, event.fingerprint);
  if (known === undefined) return lawful;
  if (known.revoked !== null) return refuse("never-revoked", `${name} is revoked: ${known.revoked}`);
  for (const [region, id] of regions) {
    const other = lookup(known.amis, region);
    if (other !== undefined && other !== id)
      return refuse("one-image-a-fingerprint", `${name} is ${other} in ${region} already; it can't be ${id} too`);
  }
  return regions.every(([region]) => lookup(known.amis, region) !== undefined) ? already : lawful;
}

/** An image is revoked with a reason and for good; what runs it goes on until it is replaced. */
export function judgeRevoked(live: LiveEnvironment, event: EventOf<"revoked">): Judgement {
  const { subject } = event;
  const reasonless = refuseWithoutReason("a revocation", event.reason);
  if (reasonless !== null) return reasonless;
  if (subject.kind === "image") {
    const image = lookup(live.images, subject.fingerprint);
    if (image === undefined)
      return refuse("image-exists", `no image ${shortDigest(subject.fingerprint)} was baked for ${live.environment}`);
    return image.revoked === null ? lawful : already;
  }
  const generation = lookup(fleetOf(live, subject.fleet).generations, subject.generation);
  if (generation === undefined)
    return refuse(
      "known-generations",
      `fleet ${subject.fleet} never had generation ${shortDigest(subject.generation)}`,
    );
  return generation.revoked === null ? lawful : already;
}

/** An image goes only when no generation of this environment runs it, is about to, or is what an abort goes back to. */
export function judgePruned(live: LiveEnvironment, event: EventOf<"pruned">): Judgement {
  const image = lookup(live.images, event.fingerprint);
  const short = shortDigest(event.fingerprint);
  if (image === undefined) return refuse("image-exists", `no image ${short} was baked for ${live.environment}`);
  if (image.pruned) return already;
  for (const fleet of Object.values(live.fleets)) {
    const used = [...Object.keys(fleet.state), fleet.stable, fleet.rollout?.generation, fleet.rollout?.from];
    for (const generation of used)
      if (generation != null && lookup(fleet.generations, generation)?.fingerprint === event.fingerprint)
        return refuse(
          "image-in-use",
          `image ${image.name} (${short}) is that of generation ${shortDigest(generation)} of fleet ${fleet.name}, which is in use`,
        );
  }
  return lawful;
}
