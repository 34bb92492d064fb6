/** What the laws say about an event in a state. */
export type Judgement =
  | { readonly kind: "lawful" }
  /** The ledger says so already: whoever reports it again, after a crash say, has nothing left to do. */
  | { readonly kind: "already" }
  | Refusal;

export interface Refusal {
  readonly kind: "refused";
  /** The law that it would break, by its name in the decision record. */
  readonly law: Law;
  /** One sentence with the values involved. */
  readonly message: string;
}

export type Law =
  | "one-image-a-fingerprint"
  | "image-exists"
  | "image-in-use"
  | "one-rollout-a-fleet"
  | "current-plan"
  | "something-to-do"
  | "never-revoked"
  | "failed-before"
  | "known-generations"
  | "phases-in-order"
  | "whole-shares"
  | "one-definition"
  | "rollout-under-way"
  | "steps-in-order"
  | "promote-first"
  | "verdict-given"
  | "state-as-planned"
  | "last-step-first"
  | "abort-before-promotion"
  | "abort-first"
  | "promoted-once"
  | "all-traffic-back"
  | "reason-given"
  | "drained-first"
  | "stable-stays"
  | "capacity-alone";

export const lawful: Judgement = { kind: "lawful" };
export const already: Judgement = { kind: "already" };

/** An event breaks this law. `message` says by what, with the values, to the person who wanted it recorded. */
export function refuse(law: Law, message: string): Refusal {
  return { kind: "refused", law, message };
}
