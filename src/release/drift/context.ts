import { shortDigest } from "../../base/digest.ts";
import { generationsOf } from "../../plan/legacy.ts";
import type { Live } from "../../plan/live.ts";
import type { Origins } from "../../plan/origins.ts";
import type { DriftContext } from "./find-drift.ts";

/** A stack as it is emitted: its text, and what caused each address in it. */
export interface EmittedStack {
  readonly text: string;
  readonly addresses: Readonly<Record<string, string>>;
}

/** What a build of an environment knows, for `findDrift`. */
export function driftContext(environment: string, stack: EmittedStack, origins: Origins, live: Live): DriftContext {
  const { resource = {} } = JSON.parse(stack.text) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  const set: ReadonlyMap<string, ReadonlySet<string>> = new Map(
    Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, config]) => [`${type}.${name}`, new Set(Object.keys(config))] as const),
    ),
  );
  const moving = Object.entries(live[environment] ?? {}).flatMap(([fleet, { rollout, state }]) =>
    rollout === undefined
      ? []
      : [[fleet, [...new Set([rollout.generation, ...generationsOf(state)])].map(shortDigest)] as const],
  );
  return {
    environment,
    addresses: new Map(Object.entries(stack.addresses)),
    origins,
    managed: (address) => set.get(address) ?? null,
    moving: new Map(moving),
  };
}
