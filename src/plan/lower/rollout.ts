import type { Span } from "../../base/span.ts";
import type { DeclarationReference } from "../evaluate/data.ts";
import { readMember } from "../evaluate/instance.ts";
import type { RolloutData } from "../kinds.gen.ts";
import type { AbortPlan, RolloutPlan } from "../model.ts";
import { type Lowering, readReference, recordOrigins } from "./lowering.ts";

/**
 * A rollout as an environment resolves it, whose origins are recorded below `path`; null where it has errors, which
 * are reported by then. `use`: the fleet's mention of it, to which findings point where it is the library's, which no
 * author can mend.
 */
export function lowerRollout(
  lowering: Lowering,
  reference: DeclarationReference,
  path: string,
  use: Span,
): RolloutPlan | null {
  const data = readReference<RolloutData>(lowering, reference);
  if (!data) return null;
  const std = reference.symbol.module.startsWith("std/");
  recordOrigins(lowering, path, reference.instance, std ? use : reference.symbol.nameSpan);
  const plan = plans.get(data) ?? planOf(lowering, reference, data);
  plans.set(data, plan);
  return plan;
}

// Most fleets share their rollout.
const plans = new WeakMap<RolloutData, RolloutPlan>();

function planOf(lowering: Lowering, reference: DeclarationReference, data: RolloutData): RolloutPlan {
  const { refresh } = data;
  return {
    name: reference.symbol.name,
    strategy: data.strategy,
    steps: data.step.map(({ label, weight, bake }) => ({ name: label, weight, bake })),
    aborts: data.abort.map((abort) => lowerAbort(lowering, reference, abort)),
    bake: data.bake,
    refresh: {
      minHealthy: refresh.min_healthy,
      maxHealthy: refresh.max_healthy,
      checkpoints: refresh.checkpoints,
      pause: refresh.pause,
    },
    warmup: data.warmup,
    keepPrevious: data.keep_previous,
  };
}

function lowerAbort(
  lowering: Lowering,
  reference: DeclarationReference,
  abort: RolloutData["abort"][number],
): AbortPlan {
  const { label: name, metric, breaches, of, every, floor, missing } = abort;
  return {
    name,
    metric,
    above: { unit: unitOf(lowering, reference, name), value: abort.above },
    breaches,
    of,
    every,
    floor,
    missing,
  };
}

const units = { percent: "percent", duration: "milliseconds" } as const;

// The field takes a share, a time or a count; which one it was given shows in its value alone.
function unitOf(lowering: Lowering, reference: DeclarationReference, label: string): AbortPlan["above"]["unit"] {
  const value = readLabelled(lowering, reference, label);
  return value === "percent" || value === "duration" ? units[value] : "count";
}

function readLabelled(lowering: Lowering, reference: DeclarationReference, label: string): string | null {
  const aborts = readMemberValue(lowering, reference.instance, "abort");
  const block = aborts.kind === "map" ? aborts.entries.get(label) : undefined;
  return block?.kind === "block" ? readMemberValue(lowering, block.instance, "above").kind : null;
}

function readMemberValue(
  lowering: Lowering,
  instance: Parameters<typeof readMember>[1],
  name: string,
): ReturnType<typeof readMember> {
  return readMember(lowering.evaluation, instance, name);
}
