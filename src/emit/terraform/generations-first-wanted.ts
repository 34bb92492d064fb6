import { sortedEntries } from "../../base/record.ts";
import type { FleetPlan, GenerationDefinition } from "../../plan/model.ts";

/** The definitions that a stack has of a fleet, the wanted one before those that history keeps. */
export function generationsFirstWanted({ generations, wanted }: FleetPlan): readonly GenerationDefinition[] {
  const { [wanted]: definition, ...others } = generations;
  return [...(definition === undefined ? [] : [definition]), ...sortedEntries(others).map(([, each]) => each)];
}
