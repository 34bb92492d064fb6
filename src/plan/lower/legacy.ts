import type { DeclarationReference } from "../evaluate/data.ts";
import type { FleetData, LegacyData } from "../kinds.gen.ts";
import type { LiveFleet } from "../live.ts";
import type { LegacyPlan } from "../model.ts";
import { type Lowering, readReference, recordOrigins } from "./lowering.ts";

/** What a fleet replaces; null where the legacy declaration has errors. `path` is the fleet's. */
export function lowerLegacy(
  lowering: Lowering,
  replaces: NonNullable<FleetData["replaces"]>,
  path: string,
  live: LiveFleet | undefined,
): LegacyPlan | null {
  const reference: DeclarationReference = replaces.legacy;
  const data = readReference<LegacyData>(lowering, reference);
  if (!data) return null;
  recordOrigins(lowering, `${path}/legacy`, reference.instance, reference.symbol.nameSpan);
  return {
    name: reference.symbol.name,
    targetGroup: data.target_group,
    port: data.port,
    sticky: data.sticky,
    share: replaces.share,
    mayRise: replaces.may_rise,
    kept: live?.legacyKept ?? null,
  };
}
