import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { instanceOf } from "../evaluate/instance.ts";
import type { EnvironmentData, FleetData } from "../kinds.gen.ts";
import type { BalancerPlan, EnvironmentPlan, FleetPlan, ImagePlan } from "../model.ts";
import { lowerBalancer } from "./balancer.ts";
import { lowerFleet } from "./fleet.ts";
import { type Lowering, readDeclaration, recordOrigins } from "./lowering.ts";
import { lowerNetwork } from "./network.ts";
import { derivePriorities } from "./priorities.ts";

/** An environment's plan with every fleet that is free of errors; null where the environment itself is not. */
export function lowerEnvironment(
  lowering: Lowering,
  symbol: DeclarationSymbol,
  fleets: readonly DeclarationSymbol[],
  images: ReadonlyMap<DeclarationSymbol, ImagePlan>,
): EnvironmentPlan | null {
  const data = readDeclaration<EnvironmentData>(lowering, symbol, symbol);
  if (!data) return null;
  const path = `environments/${symbol.name}`;
  recordOrigins(lowering, path, instanceOf(lowering.evaluation, symbol, symbol), symbol.nameSpan);
  const network = lowerNetwork(lowering, data.network, `${path}/network`);
  if (!network) return null;
  const { state, limits } = data;
  return {
    name: symbol.name,
    region: data.region,
    after: data.after?.symbol.name ?? null,
    account: data.account,
    state: state && { bucket: state.bucket, key: state.key, region: state.region ?? data.region },
    limits: { firstWeight: limits.first_weight, jump: limits.jump, window: limits.window, instances: limits.instances },
    network,
    balancers: lowerBalancers(lowering, symbol, fleets),
    fleets: lowerFleets(lowering, symbol, fleets, images),
    tags: data.tags,
  };
}

function lowerFleets(
  lowering: Lowering,
  environment: DeclarationSymbol,
  fleets: readonly DeclarationSymbol[],
  images: ReadonlyMap<DeclarationSymbol, ImagePlan>,
): Readonly<Record<string, FleetPlan>> {
  const lowered: FleetPlan[] = [];
  for (const fleet of fleets) {
    const plan = lowerFleet(lowering, fleet, environment, images);
    if (plan) lowered.push(plan);
  }
  return Object.fromEntries(derivePriorities(lowered).map((fleet) => [fleet.name, fleet]));
}

function lowerBalancers(
  lowering: Lowering,
  environment: DeclarationSymbol,
  fleets: readonly DeclarationSymbol[],
): Readonly<Record<string, BalancerPlan>> {
  const lowered = new Map<string, BalancerPlan>();
  for (const fleet of fleets) {
    const reference = readDeclaration<FleetData>(lowering, fleet, environment)?.balancer;
    if (!reference || lowered.has(reference.symbol.name)) continue;
    const path = `environments/${environment.name}/balancers/${reference.symbol.name}`;
    const plan = lowerBalancer(lowering, reference, path);
    if (plan) lowered.set(reference.symbol.name, plan);
  }
  return Object.fromEntries(lowered);
}
