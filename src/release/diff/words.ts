import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import { plural } from "../../base/wording.ts";
import { durationText } from "../../rollout/text.ts";
import type { DeclarationChange, Effect, Reason, RolloutOutline } from "./plan-diff.ts";

/** `fleet web in prod` */
export function changeLabel({ kind, name, environments }: DeclarationChange): string {
  return `${kind} ${name}${environments === null ? "" : ` in ${environments.join(", ")}`}`;
}

/** What an effect does, in a few words: `bake image web`. */
export function effectLabel(effect: Effect): string {
  switch (effect.kind) {
    case "bake":
      return `bake image ${effect.image}`;
    case "replace":
      return `${effect.before === null ? "release" : "replace"} fleet ${effect.fleet} in ${effect.environment}`;
    case "resize":
      return `resize fleet ${effect.fleet} in ${effect.environment}`;
    case "shift":
      return `move traffic of fleet ${effect.fleet} in ${effect.environment}`;
    case "apply":
      return effect.fleet === null
        ? `apply ${effect.environment}`
        : `apply what is around fleet ${effect.fleet} in ${effect.environment}`;
    case "later":
      return `later: ${effect.what}`;
    case "gone":
      return `${effect.what} ${effect.name}${effect.environment === null ? "" : ` in ${effect.environment}`} is gone`;
    default:
      return assertNever(effect);
  }
}

/** What else is to be said of an effect: what from, what to, or what stays. */
export function effectNote(effect: Effect): string {
  switch (effect.kind) {
    case "bake":
    case "replace":
      return `${effect.before === null ? "new" : shortDigest(effect.before)} -> ${shortDigest(effect.after)}`;
    case "resize":
      return "in place, no instance is replaced";
    case "shift":
      return `legacy ${effect.before}% -> ${effect.after}%, no instance is replaced`;
    case "apply":
      return "in place, no generation changes";
    case "later":
      return "nothing that runs changes";
    case "gone":
      return effect.what === "image"
        ? "baked ones stay until `immuc prune`"
        : effect.what === "fleet"
          ? "the next apply of its stack destroys what is its own"
          : "its stack is no longer written; what runs there stays";
    default:
      return assertNever(effect);
  }
}

/** `image web (packages)` */
export function reasonText({ declaration, fields }: Reason): string {
  return fields.length === 0 ? declaration : `${declaration} (${fields.join(", ")})`;
}

/** `canary in 6 steps, 4h 5m at worst`; what is live already has no steps. */
export function outlineText(effect: Effect, { strategy, from, steps, worstCase }: RolloutOutline): string {
  if (steps.length === 0) return "live already";
  const way = effect.kind === "resize" ? "" : from === null ? "first release in " : `${strategy} in `;
  return `${way}${plural(steps.length, "step")}, ${durationText(worstCase)} at worst`;
}

/** The reasons of an effect; none where it has no other than itself. */
export function reasonsOf(effect: Effect): readonly Reason[] {
  return "because" in effect ? effect.because : [];
}

/** How an effect comes to a fleet; null where it does not by steps. */
export function outlineOf(effect: Effect): RolloutOutline | null {
  return "rollout" in effect ? effect.rollout : null;
}
