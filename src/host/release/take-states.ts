import type { NamedState } from "../../release/run/rollback-states.ts";
import { EnvironmentFault } from "../fault.ts";
import type { ReleaseWorld } from "./world.ts";

export interface TakeOptions {
  /** What waits are divided by: 1, but in rehearsals. */
  readonly pace: number;
  /** Milliseconds for a state to be reached after its apply. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Takes a fleet through states that nothing judges, each applied and then reached. Taking the same way twice does no harm. */
export async function takeStates(
  world: ReleaseWorld,
  generation: string,
  states: readonly NamedState[],
  { pace, patience, signal }: TakeOptions,
): Promise<void> {
  for (const { name, state } of states) {
    signal.throwIfAborted();
    world.tell({ kind: "done", what: `${name}: applying` });
    const apply = await world.plan(name, state, "back");
    const applied = await apply();
    if (applied.kind === "unhealthy") throw new EnvironmentFault(`${name} of fleet ${world.fleet}: ${applied.why}`);
    const end = world.clock.now() + patience / pace;
    for (;;) {
      const { missing, broken } = await world.look(state, generation, []);
      if (missing.length === 0 && broken === null) break;
      if (broken !== null || world.clock.now() >= end)
        throw new EnvironmentFault(
          `${name} of fleet ${world.fleet} is applied and not reached: ${broken ?? missing.join(", ")}\n  The same command again goes on.`,
        );
      await world.clock.waitUntil(world.clock.now() + 5_000 / pace, signal);
    }
    world.tell({ kind: "done", what: `${name}: reached` });
  }
}
