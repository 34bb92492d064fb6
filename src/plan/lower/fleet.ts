import { digestJson } from "../../base/digest.ts";
import { scaleUndecided } from "../../diagnostics/codes/scale-undecided.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { instanceOf, memberSpan } from "../evaluate/instance.ts";
import type { FleetData } from "../kinds.gen.ts";
import { isUnproven } from "../live.ts";
import type { FleetPlan, GenerationDefinition, HttpPlan, ImagePlan, RoutePlan, StorePlan } from "../model.ts";
import { lowerLegacy } from "./legacy.ts";
import { checkLogAgent } from "./log-agent.ts";
import { type Lowering, readDeclaration, recordOrigins, reportAt } from "./lowering.ts";
import { derivedPriority } from "./priorities.ts";
import { lowerRollout } from "./rollout.ts";
import { lowerStores } from "./store.ts";

/** Raised when what is emitted for an equal definition makes other instances. */
export const generationFormat = 1;

/** A fleet's plan in an environment; null where it, its image or its rollout has errors. */
export function lowerFleet(
  lowering: Lowering,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol,
  images: ReadonlyMap<DeclarationSymbol, ImagePlan>,
): FleetPlan | null {
  const data = readDeclaration<FleetData>(lowering, symbol, environment);
  const image = data && images.get(data.image.symbol);
  if (!data || !image) return null;
  const instance = instanceOf(lowering.evaluation, symbol, environment);
  const path = `environments/${environment.name}/fleets/${symbol.name}`;
  recordOrigins(lowering, path, instance, symbol.nameSpan);
  const use = memberSpan(instance, "rollout");
  const rollout = lowerRollout(
    lowering,
    data.rollout,
    `${path}/rollout`,
    use && !use.uri.startsWith("std/") ? use : symbol.nameSpan,
  );
  const scale = lowerScale(lowering, instance, data);
  const stores = lowerStores(lowering, data.needs, path);
  const live = lowering.live[environment.name]?.[symbol.name];
  const legacy = data.replaces && lowerLegacy(lowering, data.replaces, path, live);
  if (!rollout || !stores || scale === undefined || (data.replaces && !legacy)) return null;
  checkLogAgent(lowering, image, symbol.name);
  const definition = defineGeneration(symbol.name, environment.name, data, image, stores);
  const wanted = digestJson(definition);
  return {
    name: symbol.name,
    wanted,
    stable: live?.stable ?? null,
    generations: { ...live?.generations, [wanted]: definition },
    steady: live?.state ?? {},
    ...(live && isUnproven(live) ? { unproven: true } : {}),
    size: data.size,
    scale,
    load: data.load,
    route: lowerRoute(data),
    logs: { keep: data.logs.keep },
    tags: data.tags,
    rollout,
    ...(legacy ? { legacy } : {}),
  };
}

function defineGeneration(
  fleet: string,
  environment: string,
  data: FleetData,
  image: ImagePlan,
  stores: Readonly<Record<string, StorePlan>>,
): GenerationDefinition {
  const { arch, base, disk, encryptionKey } = image.definition;
  const egress = data.egress.map(({ label, to, port, protocol }) => [label, { to, port, protocol }] as const);
  const allow = data.allow.map(({ label, actions, resources }) => [label, { actions, resources }] as const);
  return {
    format: generationFormat,
    fleet,
    environment,
    image: { name: image.name, fingerprint: image.fingerprint, arch, rootDevice: base.rootDevice },
    instances: data.instances,
    disk: data.disk ?? disk,
    encryptionKey,
    http: lowerHttp(data),
    config: data.config,
    secrets: data.secrets,
    logFiles: data.logs.files,
    boot: data.boot,
    ...(Object.keys(stores).length === 0 ? {} : { stores }),
    ...(egress.length === 0 ? {} : { egress: Object.fromEntries(egress) }),
    ...(allow.length === 0 ? {} : { allow: Object.fromEntries(allow) }),
  };
}

function lowerHttp({ http }: FleetData): HttpPlan | null {
  if (!http) return null;
  const { port, health, timeout, sticky, probe } = http;
  return {
    port,
    health,
    timeout,
    sticky,
    probe: { every: probe.every, healthyAfter: probe.healthy_after, unhealthyAfter: probe.unhealthy_after },
  };
}

function lowerScale(
  lowering: Lowering,
  instance: Parameters<typeof reportAt>[1],
  data: FleetData,
): FleetPlan["scale"] | undefined {
  if (!data.scale) return null;
  const { cpu, requests, backlog } = data.scale;
  if (backlog !== null) return { cpu, requests, backlog: { queue: backlog.queue, messages: backlog.messages } };
  if (cpu !== null || requests !== null) return { cpu, requests };
  reportAt(lowering, instance, ["scale"], scaleUndecided, { fleet: instance.symbol.name });
  return undefined;
}

function lowerRoute({ http, balancer }: FleetData): RoutePlan | null {
  if (!http || !balancer) return null;
  const { hosts, paths } = http;
  return {
    balancer: balancer.symbol.name,
    hosts,
    paths,
    priority: http.priority ?? derivedPriority,
  };
}
