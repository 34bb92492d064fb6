import type { Json } from "../../base/json.ts";
import { sortedEntries } from "../../base/record.ts";
import type {
  AbortPlan,
  BalancerPlan,
  EnvironmentPlan,
  FleetPlan,
  GenerationDefinition,
  ImagePlan,
  ImageStep,
  LegacyPlan,
  NetworkPlan,
  Plan,
  RolloutPlan,
  StorePlan,
} from "../../plan/model.ts";
import {
  block,
  blocks,
  bytes,
  content,
  duration,
  flag,
  fromJson,
  list,
  type Member,
  none,
  number,
  percent,
  quoted,
  record,
  text,
  type Value,
  words,
} from "./value.ts";

export type DeclarationKind =
  | "project"
  | "image"
  | "environment"
  | "network"
  | "balancer"
  | "fleet"
  | "rollout"
  | "store"
  | "legacy";

/** A declaration as one environment resolves it (`null`: it is the same in all). */
export interface Declaration {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly environment: string | null;
  readonly value: Value;
}

/** Every declaration that a Plan holds, in the language's own terms, in a fixed order. */
export function declarationsOf(plan: Plan): readonly Declaration[] {
  const { name, tags, awsProvider, ...rest } = plan.project;
  const project = block({ tags: record(tags), aws_provider: quoted(awsProvider), ...others(rest) });
  const all: Declaration[] = [{ kind: "project", name, environment: null, value: project }];
  for (const image of Object.values(plan.images))
    all.push({ kind: "image", name: image.name, environment: null, value: imageValue(image) });
  for (const environment of Object.values(plan.environments)) {
    const inside = (kind: DeclarationKind, name: string, value: Value): void => {
      all.push({ kind, name, environment: environment.name, value });
    };
    // An environment is in itself: nothing of it is shared.
    all.push({
      kind: "environment",
      name: environment.name,
      environment: null,
      value: environmentValue(environment),
    });
    inside("network", environment.network.name, networkValue(environment.network));
    for (const balancer of Object.values(environment.balancers))
      inside("balancer", balancer.name, balancerValue(balancer));
    const used = new Map<string, () => void>();
    for (const fleet of Object.values(environment.fleets)) {
      inside("fleet", fleet.name, fleetValue(plan, fleet));
      const { rollout, legacy } = fleet;
      used.set(`rollout ${rollout.name}`, () => inside("rollout", rollout.name, rolloutValue(rollout)));
      if (legacy) used.set(`legacy ${legacy.name}`, () => inside("legacy", legacy.name, legacyValue(legacy)));
      for (const [store, known] of Object.entries(wantedOf(fleet)?.stores ?? {}))
        used.set(`store ${store}`, () => inside("store", store, storeValue(known)));
    }
    for (const add of used.values()) add();
  }
  return all;
}

/** The definition that a fleet wants. */
export function wantedOf(fleet: FleetPlan): GenerationDefinition | undefined {
  return fleet.generations[fleet.wanted];
}

function imageValue({ definition, regions, bake, tags, retain }: ImagePlan): Value {
  const { format, arch, base, packages, steps, services, checks, disk, encryptionKey, ...rest } = definition;
  const { owner, name, user, installer, rootDevice, pins, ...restOfBase } = base;
  const fields = {
    arch: quoted(arch),
    base: block({
      owner: quoted(owner),
      name: quoted(name),
      user: quoted(user),
      installer: quoted(installer),
      root_device: quoted(rootDevice),
      "immu.lock": record(Object.fromEntries(Object.entries(pins).map(([region, pin]) => [region, pin.id]))),
      ...others(restOfBase),
    }),
    packages: list(packages),
    services: list(services),
    disk: bytes(disk),
    encryption_key: quoted(encryptionKey),
    "format of the compiler": number(format),
    ...others(rest),
    regions: list(regions),
    bake: block({ instance: quoted(bake.instance), timeout: duration(bake.timeout) }),
    tags: record(tags),
    retain: number(retain),
  };
  return withBlocks(fields, [
    ...steps.map(stepMember),
    ...blocks("check", checks, ({ command, within, name: _, ...more }) =>
      block({ command: quoted(command), within: duration(within), ...others(more) }),
    ),
  ]);
}

function stepMember(step: ImageStep): Member {
  if (step.kind === "run") {
    const { kind, name, script, commands, env, ...rest } = step;
    const value = block({
      script: script === null ? none : content(script),
      commands: list(commands),
      env: record(env),
      ...others(rest),
    });
    return { name: `${kind} ${name}`, value, ordered: true };
  }
  const { kind, name, to, owner, mode, files, folder, ...rest } = step;
  const entries = files.map((file) => [file.path === "" ? "file" : file.path, content(file)] as const);
  const contents = block(Object.fromEntries(entries));
  const value = block({
    to: quoted(to),
    owner: quoted(owner),
    mode: quoted(mode),
    [folder ? "folder" : "from"]: contents,
    ...others(rest),
  });
  return { name: `${kind} ${name}`, value, ordered: true };
}

function environmentValue(environment: EnvironmentPlan): Value {
  const {
    name: _,
    region,
    after,
    account,
    state,
    limits,
    network,
    balancers: __,
    fleets: ___,
    tags,
    ...rest
  } = environment;
  return block({
    region: quoted(region),
    network: text(network.name),
    after: after === null ? none : text(after),
    account: quoted(account),
    state: state === null ? none : fromJson({ ...state }),
    limits: block({
      first_weight: percent(limits.firstWeight),
      jump: percent(limits.jump),
      window: duration(limits.window),
      instances: number(limits.instances),
    }),
    tags: record(tags),
    ...others(rest),
  });
}

function networkValue({ name: _, vpc, private: inner, public: outer, zones, ...rest }: NetworkPlan): Value {
  return block({
    vpc: record(vpc),
    private: record(inner),
    public: record(outer),
    zones: number(zones),
    ...others(rest),
  });
}

function balancerValue(balancer: BalancerPlan): Value {
  const { name: _, scheme, certificate, clients, tlsPolicy, idle, keepLogs, protect, ...rest } = balancer;
  return block({
    scheme: quoted(scheme),
    certificate: quoted(certificate),
    clients: list(clients),
    tls_policy: quoted(tlsPolicy),
    idle: duration(idle),
    keep_logs: duration(keepLogs),
    protect: flag(protect),
    ...others(rest),
  });
}

function fleetValue(plan: Plan, fleet: FleetPlan): Value {
  const { name: _, wanted: __, stable, generations, steady, size, scale, load, route, legacy, logs, ...later } = fleet;
  const { tags, rollout, ...rest } = later;
  const definition = wantedOf(fleet);
  const fields = {
    ...(definition === undefined ? {} : generationFields(plan, definition)),
    size: text(`${size.min}..${size.max}`),
    rollout: text(rollout.name),
    balancer: route === null ? none : text(route.balancer),
    ...(definition === undefined ? {} : { http: httpValue(definition, fleet) }),
    scale:
      scale === null
        ? none
        : block({
            ...(scale.cpu === null ? {} : { cpu: percent(scale.cpu) }),
            ...(scale.requests === null ? {} : { requests: number(scale.requests) }),
            ...(scale.backlog === undefined
              ? {}
              : {
                  backlog: block({ queue: quoted(scale.backlog.queue), messages: number(scale.backlog.messages) }),
                }),
          }),
    load: load === null ? none : block({ quiet: number(load.quiet), peak: percent(load.peak) }),
    logs: block({ keep: duration(logs.keep), files: list(definition?.logFiles ?? []) }),
    replaces:
      legacy === undefined
        ? none
        : block({ legacy: text(legacy.name), share: percent(legacy.share), may_rise: flag(legacy.mayRise) }),
    tags: record(tags),
    ...others(rest),
  };
  return withBlocks(fields, [
    ...blocks("egress", named(definition?.egress), ({ to, port, protocol }) =>
      block({ to: quoted(to), port: number(port), protocol: quoted(protocol) }),
    ),
    ...blocks("allow", named(definition?.allow), ({ actions, resources }) =>
      block({ actions: list(actions), resources: list(resources) }),
    ),
  ]);
}

function named<T extends object>(items: Readonly<Record<string, T>> = {}): readonly (T & { readonly name: string })[] {
  return sortedEntries(items).map(([name, item]) => ({ ...item, name }));
}

// Image by name: what changes its fingerprint is told by the image itself, and so is what a fleet takes over from it.
function generationFields(plan: Plan, definition: GenerationDefinition): Readonly<Record<string, Value>> {
  const { fleet: _, environment: __, http: ___, logFiles: ____, image, ...known } = definition;
  const { egress: _____, allow: ______, ...settings } = known;
  const { format, instances, disk, encryptionKey, config, secrets, boot, stores, ...rest } = settings;
  const own = plan.images[image.name]?.definition;
  return {
    image: text(image.name),
    instances: list(instances),
    disk: disk === own?.disk ? none : bytes(disk),
    encryption_key: encryptionKey === own?.encryptionKey ? none : quoted(encryptionKey),
    config: record(config),
    secrets: record(secrets),
    needs: words(Object.keys(stores ?? {})),
    boot: duration(boot),
    "format of the compiler": number(format),
    ...others(rest),
  };
}

function httpValue({ http }: GenerationDefinition, { route }: FleetPlan): Value {
  if (http === null) return none;
  const { port, health, timeout, sticky, probe, ...rest } = http;
  return block({
    port: number(port),
    health: quoted(health),
    timeout: duration(timeout),
    sticky: sticky === null ? none : duration(sticky),
    probe: block({
      every: duration(probe.every),
      healthy_after: number(probe.healthyAfter),
      unhealthy_after: number(probe.unhealthyAfter),
    }),
    hosts: list(route?.hosts ?? []),
    paths: list(route?.paths ?? []),
    priority: number(route?.priority ?? null),
    ...others(rest),
  });
}

function rolloutValue(rollout: RolloutPlan): Value {
  const { name: _, strategy, steps, aborts, bake, refresh, warmup, keepPrevious, ...rest } = rollout;
  const fields = {
    strategy: quoted(strategy),
    bake: duration(bake),
    refresh: block({
      min_healthy: percent(refresh.minHealthy),
      max_healthy: percent(refresh.maxHealthy),
      checkpoints: words(refresh.checkpoints.map((share) => `${share}%`)),
      pause: duration(refresh.pause),
    }),
    warmup: duration(warmup),
    keep_previous: duration(keepPrevious),
    ...others(rest),
  };
  return withBlocks(fields, [
    ...blocks("step", steps, (step) => block({ weight: percent(step.weight), bake: duration(step.bake) })),
    ...blocks("abort", aborts, abortValue),
  ]);
}

function abortValue({ name: _, metric, above, breaches, of, every, floor, missing, ...rest }: AbortPlan): Value {
  const units = { percent, milliseconds: duration, count: number } as const;
  return block({
    metric: quoted(metric),
    above: units[above.unit](above.value),
    breaches: number(breaches),
    of: number(of),
    every: duration(every),
    floor: number(floor),
    missing: quoted(missing),
    ...others(rest),
  });
}

function legacyValue({ targetGroup, port, sticky }: LegacyPlan): Value {
  return block({
    target_group: quoted(targetGroup),
    port: number(port),
    sticky: sticky === null ? none : duration(sticky),
  });
}

function storeValue({ engine, identifier, port, contract, ...rest }: StorePlan): Value {
  return block({
    engine: quoted(engine),
    identifier: quoted(identifier),
    port: number(port),
    contract:
      contract === null
        ? none
        : block({ version: number(contract.version), compatible_from: number(contract.compatibleFrom) }),
    ...others(rest),
  });
}

/** What the Plan says beyond the fields that are named here: nothing today, and never unseen. */
function others(rest: object): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, fromJson(value as Json)]));
}

function withBlocks(fields: Readonly<Record<string, Value>>, named: readonly Member[]): Value {
  const plain = Object.entries(fields).map(([name, value]) => ({ name, value }));
  return { kind: "block", members: [...plain, ...named] };
}
