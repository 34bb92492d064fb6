import type { FleetPlan, GenerationDefinition } from "../plan/model.ts";

/** What a path depends on: all that the planning of one sees of a fleet. */
export interface PathFleet
  extends Pick<
    FleetPlan,
    "name" | "wanted" | "stable" | "steady" | "unproven" | "size" | "scale" | "load" | "legacy" | "rollout"
  > {
  /** Null for a worker. Where traffic comes from moves no step. */
  readonly route: object | null;
  readonly generations: Readonly<Record<string, PathGeneration>>;
}

export type PathGeneration = Pick<GenerationDefinition, "boot" | "http">;
