import type { FieldChange } from "./changes.ts";
import type { DeclarationKind } from "./declarations.ts";

/** What differs between two versions of a project, and what that causes. Plain data: every front end shows it its way. */
export interface PlanDiff {
  readonly changes: readonly DeclarationChange[];
  readonly effects: readonly Effect[];
}

/** What became of a declaration. */
export interface DeclarationChange {
  readonly kind: DeclarationKind;
  readonly name: string;
  /** Where; null where it holds in every environment that has the declaration, or where it is in none. */
  readonly environments: readonly string[] | null;
  readonly status: "added" | "removed" | "changed";
  /** Of one that changed. */
  readonly fields: readonly FieldChange[];
}

/** A declaration and those of its fields that cause something; no fields where it came or went as a whole. */
export interface Reason {
  /** `image web`, `store orders`. */
  readonly declaration: string;
  readonly fields: readonly string[];
}

export type Effect =
  /** An image is baked; `before` is null where there was none. */
  | {
      readonly kind: "bake";
      readonly image: string;
      readonly before: string | null;
      readonly after: string;
      readonly because: readonly Reason[];
    }
  /** All instances of a fleet are replaced by a new generation; `before` is null where it is the first. */
  | {
      readonly kind: "replace";
      readonly environment: string;
      readonly fleet: string;
      readonly before: string | null;
      readonly after: string;
      readonly because: readonly Reason[];
      readonly rollout: RolloutOutline;
    }
  /** A fleet gets other bounds; no instance is replaced for it. */
  | {
      readonly kind: "resize";
      readonly environment: string;
      readonly fleet: string;
      readonly because: readonly Reason[];
      readonly rollout: RolloutOutline;
    }
  /** A fleet takes traffic over from what is not ours, or gives it back, a step at a time. Shares are percent. */
  | {
      readonly kind: "shift";
      readonly environment: string;
      readonly fleet: string;
      readonly before: number;
      readonly after: number;
      readonly because: readonly Reason[];
      readonly rollout: RolloutOutline;
    }
  /** Terraform changes what is around instances: rules, roles, balancers, logs. `fleet`: null for what fleets share. */
  | {
      readonly kind: "apply";
      readonly environment: string;
      readonly fleet: string | null;
      readonly because: readonly Reason[];
    }
  /** Nothing that runs changes: later bakes or rollouts go another way, or are held to other bounds. */
  | { readonly kind: "later"; readonly what: string; readonly because: readonly Reason[] }
  /** It is no longer emitted. */
  | {
      readonly kind: "gone";
      readonly what: "image" | "fleet" | "environment";
      readonly name: string;
      readonly environment: string | null;
    };

/** How a change of a fleet comes to it. */
export interface RolloutOutline {
  readonly strategy: string;
  /** Digest of the generation that it goes from; null for a first release. */
  readonly from: string | null;
  readonly steps: readonly string[];
  /** Milliseconds. */
  readonly worstCase: number;
}
