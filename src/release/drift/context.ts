import { shortDigest } from "../../base/digest.ts";
import { generationsOf } from "../../plan/legacy.ts";
import type { Live } from "../../plan/live.ts";
import type { Origins } from "../../plan/origins.ts";
import type { DriftContext } from "./find-drift.ts";

/** A stack as it is emitted: its text, and what caused each address in it. */
export interface EmittedStack {
  readonly text: string;
  readonly addresses: ReadonlyMap<string, string>;
}

interface StackText {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, StackResource>>>>;
}

interface StackResource {
  readonly lifecycle?: { readonly ignore_changes?: "all" | readonly string[] };
}

/** What a build of an environment knows, for `findDrift`. */
export function driftContext(environment: string, stack: EmittedStack, origins: Origins, live: Live): DriftContext {
  const { resource = {} } = JSON.parse(stack.text) as StackText;
  // A plan may name a generation that this build does not: it is as the others of its fleet.
  const similar = (type: string, name: string): string | undefined =>
    Object.keys(resource[type] ?? {}).find((each) => withoutGeneration(each) === withoutGeneration(name));
  const settings = (address: string): StackResource | undefined => {
    const [type = "", name = ""] = address.split(".");
    return resource[type]?.[name] ?? resource[type]?.[similar(type, name) ?? ""];
  };
  const moving = Object.entries(live[environment] ?? {}).flatMap(([fleet, { rollout, state }]) =>
    rollout === undefined
      ? []
      : [[fleet, [...new Set([rollout.generation, ...generationsOf(state)])].map(shortDigest)] as const],
  );
  return {
    environment,
    addresses: stack.addresses,
    origins,
    ignored: (address) => {
      const { lifecycle, ...attributes } = settings(address) ?? {};
      const { ignore_changes: ignored = [] } = lifecycle ?? {};
      return new Set(ignored === "all" ? Object.keys(attributes) : ignored);
    },
    moving: new Map(moving),
  };
}

function withoutGeneration(name: string): string {
  return name.replace(/_[0-9a-f]{12}/, "");
}
