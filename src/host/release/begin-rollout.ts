import type { GenerationDefinition } from "../../plan/model.ts";
import type { Progress } from "../../release/run/action.ts";
import { plannedAhead } from "../../release/run/planned-ahead.ts";
import { EnvironmentFault } from "../fault.ts";
import { applyStep, type DriveOptions, decide, planStep } from "./drive-rollout.ts";
import { type Apply, type Draft, ReleaseRefused, type ReleaseWorld } from "./world.ts";

/** A rollout that the ledger does not tell of yet. */
export interface Start {
  readonly event: Extract<Draft, { readonly kind: "started" }>;
  /** Of the generation that is rolled out. */
  readonly definition: GenerationDefinition;
  /** Throws `ReleaseRefused` where the ledger, as it is now, has no place for the rollout. */
  judge(): void;
  /**
   * Brings what the first step stands on to what the source says; where that changed anything, what to record of it if the
   * rollout does not begin after all.
   */
  bring(): Promise<Draft | null>;
}

/**
 * Begins a rollout: plans its first step, records that it starts, and applies that very plan. What Terraform looks up for a
 * plan, such as an image or a store, is missing before anything says that a rollout is under way. All of it happens while
 * nobody else acts, so that no other plan takes the place of this one. Returns what is known of the step; null where it is
 * not the next thing to do.
 */
export function beginRollout(world: ReleaseWorld, start: Start, options: DriveOptions): Promise<Progress | null> {
  return world.alone(async () => {
    start.judge();
    const brought = await beforeBeginning(world, () => start.bring());
    let apply: Apply;
    try {
      apply = await beforeBeginning(world, () => planAhead(world, start));
      options.signal.throwIfAborted();
      await world.record(start.event, [start.definition]);
    } catch (error) {
      if (brought !== null) await world.record(brought);
      throw error;
    }
    const action = decide(world, null, options);
    // A first step that moves nothing is looked at before it is applied.
    if (action.kind !== "apply" || action.step !== 1) return null;
    world.tell({ kind: "doing", action });
    return applyStep(world, action.step, apply);
  });
}

/** Plans what must be possible for the rollout to begin; what applies its first step. */
async function planAhead(world: ReleaseWorld, { event: { steps, generation } }: Start): Promise<Apply> {
  let apply: Apply | null = null;
  for (const index of plannedAhead(steps, generation)) {
    const planned = steps[index];
    if (planned !== undefined) apply = await planStep(world, index + 1, planned);
  }
  if (apply === null) throw new Error("a path has steps");
  return apply;
}

/** What fails here leaves no rollout behind: whoever reads why is told. */
async function beforeBeginning<T>({ fleet }: ReleaseWorld, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = `${error instanceof Error ? error.message : ""}\n  No rollout of fleet ${fleet} has begun.`;
    if (error instanceof ReleaseRefused) throw new ReleaseRefused(message);
    throw error instanceof EnvironmentFault ? new EnvironmentFault(message) : error;
  }
}
