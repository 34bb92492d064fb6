import { interruptible } from "../../host/interruption.ts";
import { takeStates } from "../../host/release/take-states.ts";
import type { Draft } from "../../host/release/world.ts";
import type { FleetPlan } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import type { NamedState } from "../../release/run/rollback-states.ts";
import type { Terminal } from "../terminal.ts";
import type { Release } from "./open-release.ts";
import { refuseMoved } from "./refuse.ts";
import { type Acting, type ActingOptions, openActing, openFleet } from "./run-fleet.ts";

/** A fleet's way through states that nothing judges. */
export interface Move {
  readonly fleet: FleetPlan;
  /** The generation that it is about. */
  readonly generation: string;
  /** The states, an apply each; asked for when nobody else acts any more. */
  readonly states: (acting: Acting) => Promise<readonly NamedState[]>;
  /** Milliseconds for each to be reached. */
  readonly patience: number;
  /** What is recorded in the end. */
  readonly event: Draft;
  /** The ledger that all of this was decided by: where it has moved on, nothing is done. */
  readonly ledger: Ledger;
}

/** Takes a fleet through states and records it. */
export async function moveFleet(
  terminal: Terminal,
  release: Release,
  { fleet, generation, states, patience, event, ledger }: Move,
  options: ActingOptions,
): Promise<void> {
  const acting = await openActing(terminal, release, options);
  const { world, view } = await openFleet(acting, fleet);
  try {
    await interruptible((signal) =>
      world.alone(async () => {
        refuseMoved(ledger, world.ledger());
        await takeStates(world, generation, await states(acting), { pace: options.pace, patience, signal });
        await world.record(event);
      }),
    );
  } finally {
    view.end();
  }
}
