import type { DeclarationReference } from "../evaluate/data.ts";
import type { BalancerData } from "../kinds.gen.ts";
import type { BalancerPlan } from "../model.ts";
import { type Lowering, readReference, recordOrigins } from "./lowering.ts";

/**
 * A balancer as an environment resolves it, whose origins are recorded below `path`; null where it has errors, which
 * are reported by then.
 */
export function lowerBalancer(lowering: Lowering, reference: DeclarationReference, path: string): BalancerPlan | null {
  const data = readReference<BalancerData>(lowering, reference);
  if (!data) return null;
  recordOrigins(lowering, path, reference.instance, reference.symbol.nameSpan);
  return {
    name: reference.symbol.name,
    scheme: data.scheme,
    certificate: data.certificate,
    clients: data.clients,
    tlsPolicy: data.tls_policy,
    idle: data.idle,
    keepLogs: data.keep_logs,
    protect: data.protect,
  };
}
