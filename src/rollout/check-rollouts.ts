import { sortedValues } from "../base/record.ts";
import type { Code, Diagnostic } from "../diagnostics/diagnostic.ts";
import type { EnvironmentPlan, FleetPlan, Plan, RolloutPlan } from "../plan/model.ts";
import { type Origins, originOf } from "../plan/origins.ts";
import { restingCapacity } from "./capacity.ts";
import { type EnvironmentFacts, environmentFacts } from "./environment-facts.ts";
import type { RolloutOutline, RolloutPath } from "./path.ts";
import type { PathFleet, PathGeneration } from "./path-fleet.ts";
import { rolloutPath } from "./rollout-path.ts";
import type { Finding, RolloutContext } from "./rule.ts";
import { rolloutRules } from "./rules.gen.ts";
import { LARGEST_WEIGHT, nearestParts, weightTotal } from "./share.ts";
import { generationState, legacyState } from "./state.ts";

/**
 * What is wrong with the rollouts of a Plan, by every rule. Environments share declarations, so one mistake is found in
 * each of them; it is reported once, and names the environments only where it does not hold in all.
 */
export function checkRollouts(plan: Plan, origins: Origins): readonly Diagnostic[] {
  const found = new Map<string, { readonly diagnostic: Diagnostic; readonly names: Set<string> }>();
  const environments = sortedValues(plan.environments);
  for (const environment of environments) {
    const facts = environmentFacts(environment);
    for (const fleet of facts.fleets) {
      for (const finding of findingsOf(plan, environment, facts, fleet)) {
        const diagnostic = toDiagnostic(finding, origins);
        const key = JSON.stringify([diagnostic.code, diagnostic.span, diagnostic.message, diagnostic.help ?? ""]);
        const same = found.get(key);
        if (same) same.names.add(environment.name);
        else found.set(key, { diagnostic, names: new Set([environment.name]) });
      }
    }
  }
  return [...found.values()].map(({ diagnostic, names }) =>
    names.size === environments.length || [...names].every((name) => diagnostic.message.includes(`\`${name}\``))
      ? diagnostic
      : { ...diagnostic, message: `${diagnostic.message} (in ${[...names].join(", ")})` },
  );
}

/** Whether a finding is about how a fleet is rolled out, and is mended by no other image. */
export function isOfRolloutAlone(code: Code): boolean {
  return rolloutRules.some(({ definition, ofImage }) => definition.code === code && !ofImage);
}

/** Every rule's findings for one fleet. */
export function findingsOf(
  plan: Plan,
  environment: EnvironmentPlan,
  facts: EnvironmentFacts,
  fleet: FleetPlan,
): readonly Finding[] {
  const context = contextOf(plan, environment, facts, fleet);
  if (context === null) return [];
  const findings: Finding[] = [];
  for (const rule of rolloutRules) rule.check(context, (finding) => findings.push(finding));
  return findings;
}

function contextOf(
  plan: Plan,
  environment: EnvironmentPlan,
  facts: EnvironmentFacts,
  fleet: FleetPlan,
): RolloutContext | null {
  const definition = fleet.generations[fleet.wanted];
  if (!definition) return null;
  return {
    plan,
    environment,
    facts,
    fleet,
    rollout: fleet.rollout,
    definition,
    path: () => rolloutPath(environment, fleet),
    release: releaseOf(environment, fleet, definition),
    ofFleet: (field) => `environments/${environment.name}/fleets/${fleet.name}/${field}`,
    ofEnvironment: (field) => `environments/${environment.name}/${field}`,
  };
}

/**
 * The path of a whole rollout, with generations that are called alike in all fleets: it names nothing of a fleet, and
 * those of an environment that are alike share it.
 */
export function releaseOf(
  environment: EnvironmentPlan,
  { size, scale, load, legacy, route, rollout }: FleetPlan,
  { boot, http }: PathGeneration,
): RolloutOutline {
  const known = releasesOf(environment, rollout);
  const key = JSON.stringify([size, scale, load, legacy, route === null, boot, http]);
  const release =
    known.get(key) ??
    releasePath(environment, {
      name: "",
      wanted: "next",
      stable: null,
      generations: { next: { boot, http } },
      steady: {},
      size,
      scale,
      load,
      route: route === null ? null : {},
      rollout,
      ...(legacy === undefined ? {} : { legacy }),
    });
  known.set(key, release);
  return release;
}

// Most fleets share their rollout, of which there is more to compare than of all else.
function releasesOf(environment: EnvironmentPlan, rollout: RolloutPlan): Map<string, RolloutOutline> {
  const ofRollouts = releases.get(environment) ?? new Map<RolloutPlan, Map<string, RolloutOutline>>();
  const known = ofRollouts.get(rollout) ?? new Map<string, RolloutOutline>();
  ofRollouts.set(rollout, known);
  releases.set(environment, ofRollouts);
  return known;
}

const releases = new WeakMap<EnvironmentPlan, Map<RolloutPlan, Map<string, RolloutOutline>>>();

/** The path of a whole rollout over a predecessor like the wanted generation, at rest: what the rules judge. */
export function releasePath(environment: EnvironmentPlan, fleet: PathFleet): RolloutPath {
  const previous = "previous";
  const definition = fleet.generations[fleet.wanted];
  const share = fleet.legacy?.share ?? 0;
  const total = weightTotal([share]) ?? LARGEST_WEIGHT;
  const kept = nearestParts(share, total);
  const beside = kept === 0 ? {} : legacyState(kept);
  return rolloutPath(environment, {
    ...fleet,
    ...(fleet.legacy === undefined ? {} : { legacy: { ...fleet.legacy, kept: null } }),
    stable: previous,
    generations: { ...fleet.generations, ...(definition ? { [previous]: definition } : {}) },
    steady: { [previous]: generationState(fleet.route !== null, total - kept, restingCapacity(fleet)), ...beside },
  });
}

function toDiagnostic(finding: Finding, origins: Origins): Diagnostic {
  const { related = [], fix } = finding.details;
  // A value without an origin of its own is the standard library's: there is nothing of the author's to replace.
  const replaced = fix && origins.get(fix.place);
  return {
    code: finding.code,
    level: finding.level,
    message: finding.message,
    ...(finding.help === null ? {} : { help: finding.help }),
    span: originOf(origins, finding.place),
    related: related.map(({ place, message }) => ({ span: originOf(origins, place), message })),
    fixes: fix && replaced ? [{ title: fix.title, edits: [{ span: replaced, text: fix.text }] }] : [],
  };
}
