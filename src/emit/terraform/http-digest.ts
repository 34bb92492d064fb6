import { digestJson } from "../../base/digest.ts";
import type { HttpPlan } from "../../plan/model.ts";

/** Digest of how instances are reached: equal for generations that can share a target group. */
export function httpDigest({ port, health, timeout, sticky, probe }: HttpPlan): string {
  return digestJson({ port, health, timeout, sticky, probe: { ...probe } });
}
