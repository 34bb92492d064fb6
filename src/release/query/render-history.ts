import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import { canonicalJson, type Json } from "../../base/json.ts";
import { sortedEntries } from "../../base/record.ts";
import { firstNames, plural, withoutControls } from "../../base/wording.ts";
import { legacyShare } from "../../plan/legacy.ts";
import type { EventOf, LedgerEntry, LedgerEvent } from "../ledger/entry.ts";
import type { DefinitionChange } from "./definition-changes.ts";
import type { Explanation } from "./history.ts";

/** Entries as text for `immuc log`: one line each, and below it what was given: parameters, a reason. */
export function renderHistory(entries: readonly LedgerEntry[]): string {
  return entries.map(renderLogEntry).join("");
}

/**
 * The answer to "what changed, and why?" as text for `immuc why`. `changes`: against the generation before; `ofImage`: lines
 * about what of the image changed.
 */
export function renderExplanation(
  explanation: Explanation,
  changes: readonly DefinitionChange[],
  ofImage: readonly string[] = [],
): string {
  const { generation, before, entries } = explanation;
  const marks = [
    ...(generation.failed ? ["failed"] : []),
    ...(generation.revoked === null ? [] : [`revoked: ${oneLine(generation.revoked)}`]),
    ...(generation.retired ? ["retired"] : []),
  ];
  const marked = marks.length === 0 ? "" : ` (${marks.join(", ")})`;
  const title = `generation ${shortDigest(generation.generation)} of image ${generation.image}${marked}`;
  const against = before === null ? "the first of its fleet" : `follows on ${shortDigest(before)}`;
  const ofDefinition = changes.map(
    ({ path, before: was, after }) => `  ${oneLine(path)}: ${valueText(was)} -> ${valueText(after)}`,
  );
  const lines = [...ofDefinition, ...ofImage].map((line) => `${line}\n`);
  const changed = lines.length === 0 ? "" : `\nwhat changed\n${lines.join("")}`;
  return `${title}\n${against}\n${changed}\nwhat happened\n${indent(renderHistory(entries))}`;
}

/** What an event did, in a few words. */
export function summarize(event: LedgerEvent): string {
  switch (event.kind) {
    case "baked":
      return `baked image ${event.image} ${shortDigest(event.fingerprint)} (${amisText(event.amis)})`;
    case "started":
      return `started ${event.strategy} of ${event.fleet} ${between(event)}${legacyText(event)}, ${plural(event.steps.length, "step")}`;
    case "step_passed":
      return `step ${event.step} of ${event.fleet} passed${event.verdict === "unjudged" ? ", unjudged" : ""}`;
    case "promoted":
      return `promoted ${nameOf(event.generation)} in ${event.fleet}`;
    case "aborted":
      return `aborted the rollout of ${event.fleet}: ${event.verdict}`;
    case "rolled_back":
      return `rolled ${event.fleet} back from ${nameOf(event.from)} to ${nameOf(event.to)}`;
    case "resized":
      return `resized ${event.fleet}`;
    case "retired":
      return `retired ${nameOf(event.generation)} of ${event.fleet}`;
    case "revoked":
      return event.subject.kind === "image"
        ? `revoked image ${nameOf(event.subject.fingerprint)}`
        : `revoked ${nameOf(event.subject.generation)} of ${event.subject.fleet}`;
    case "pruned":
      return `pruned image ${nameOf(event.fingerprint)}`;
    case "brought":
      return "brought what lies beside the generations to what the source says";
    default:
      return assertNever(event);
  }
}

function between({ from, generation, before }: EventOf<"started">): string {
  // What was given up and serves all the same is proved where it stands.
  const stands = from === null && (before[generation]?.weight ?? 0) > 0;
  return from === generation || stands ? `at ${nameOf(generation)}` : `from ${nameOf(from)} to ${nameOf(generation)}`;
}

/** What the rollout was to take from what is not ours: nothing else may have changed. */
function legacyText({ abort, steps }: EventOf<"started">): string {
  const before = abort === null ? null : legacyShare(abort);
  const after = legacyShare(steps.at(-1)?.state ?? {});
  return before === null || after === null || before === after ? "" : `, legacy ${before}% -> ${after}%`;
}

function renderLogEntry({ sequence, event }: LedgerEntry): string {
  const commit = event.commit === null ? "" : ` at ${event.commit.slice(0, 12)}`;
  const more = [...builtFrom(event), ...(event.reason === null ? [] : [event.reason])];
  const below = more.map((line) => `      ${oneLine(line)}\n`).join("");
  return `${String(sequence).padStart(4)}  ${event.at}  ${oneLine(summarize(event))}, by ${oneLine(event.actor)}${commit}\n${below}`;
}

/** What a build had beside its commit: that alone does not say what was released. */
function builtFrom(event: LedgerEvent): readonly string[] {
  if (!("build" in event) || event.build === undefined) return [];
  const { params, uncommitted = [] } = event.build;
  const given = sortedEntries(params).map(([name, value]) => `${name}=${value}`);
  return [
    ...(given.length === 0 ? [] : [`with ${given.join(", ")}`]),
    ...(uncommitted.length === 0
      ? []
      : [`with ${plural(uncommitted.length, "file")} that no commit has: ${firstNames(uncommitted)}`]),
  ];
}

function amisText(amis: Readonly<Record<string, string>>): string {
  const regions = sortedEntries(amis);
  return regions.map(([region, id]) => `${id} in ${region}`).join(", ");
}

function nameOf(digest: string | null): string {
  return digest === null ? "nothing" : shortDigest(digest);
}

function valueText(value: Json | undefined): string {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return shortDigest(value);
  return value === undefined ? "nothing" : canonicalJson(value);
}

// A ledger holds whatever people wrote: line breaks and control characters must not forge lines of a log.
function oneLine(text: string): string {
  return withoutControls(text.replaceAll(/\s+/g, " "));
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
