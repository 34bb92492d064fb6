import type { DeclarationReference } from "../evaluate/data.ts";
import type { NetworkData } from "../kinds.gen.ts";
import type { NetworkPlan } from "../model.ts";
import { type Lowering, readReference, recordOrigins } from "./lowering.ts";

/**
 * A network as an environment resolves it, whose origins are recorded below `path`; null where it has errors, which
 * are reported by then.
 */
export function lowerNetwork(lowering: Lowering, reference: DeclarationReference, path: string): NetworkPlan | null {
  const data = readReference<NetworkData>(lowering, reference);
  if (!data) return null;
  recordOrigins(lowering, path, reference.instance, reference.symbol.nameSpan);
  return { name: reference.symbol.name, vpc: data.vpc, private: data.private, public: data.public, zones: data.zones };
}
