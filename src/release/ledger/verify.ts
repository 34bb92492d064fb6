import { sha256 } from "../../base/digest.ts";
import { canonicalJson } from "../../base/json.ts";
import { firstProblem, pathText } from "../describe-issue.ts";
import { applyInto, draftOf } from "./apply.ts";
import { entrySchema, entryVersion, type LedgerEntry } from "./entry.ts";
import type { LedgerHead } from "./head.ts";
import { judge } from "./laws/judge.ts";
import type { Ledger } from "./ledger.ts";
import { emptyEnvironment, type LiveEnvironment } from "./state.ts";
import { judgeTail } from "./tail.ts";

export type Verified =
  | {
      readonly kind: "sound";
      readonly ledger: Ledger;
      /** How many bytes the sound entries take, from the start. */
      readonly length: number;
      readonly tail: LedgerTail;
    }
  | {
      readonly kind: "broken";
      readonly problem: LedgerProblem;
      /** What comes before the problem, which is sound. */
      readonly before: Ledger;
    };

export type LedgerTail =
  | { readonly kind: "none" }
  /** A last entry that is whole but for its newline: it counts, and wants the newline. */
  | { readonly kind: "unterminated" }
  /** What a writer that died left behind. Nobody was told that it was written, so nothing is lost with it. */
  | { readonly kind: "torn"; readonly bytes: Uint8Array };

export interface LedgerProblem {
  readonly kind: "unreadable" | "altered" | "missing" | "out-of-place" | "unchained" | "unlawful" | "other-ledger";
  /** The sequence number that the entry at this place has, or should have. */
  readonly entry: number;
  /** From 1. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
}

/**
 * Reads a ledger and checks everything that it claims: every byte, the chain, and that each entry was lawful when it
 * was made. The first entry that is wrong is named.
 *
 * A ledger can't know by itself that whole entries were cut off its end. `head` says how far it must reach at least.
 */
export function verifyLedger(environment: string, content: Uint8Array, head: LedgerHead | null = null): Verified {
  const entries: LedgerEntry[] = [];
  const live = draftOf(emptyEnvironment(environment));
  const broken = (problem: LedgerProblem): Verified => ({ kind: "broken", problem, before: { entries, live } });
  let start = 0;
  for (let line = 1; ; line++) {
    const end = content.indexOf(newline, start);
    if (end < 0) break;
    const read = readEntry(content.subarray(start, end), live, entries.at(-1), line);
    if (read.kind === "problem") return broken(read.problem);
    entries.push(read.entry);
    applyInto(live, read.entry.event, read.entry.sequence);
    start = end + 1;
  }
  const tail = judgeTail(content.subarray(start));
  const next = entries.length + 1;
  if (tail.kind === "foreign")
    return broken({
      kind: "unreadable",
      entry: next,
      line: next,
      message: `entry ${next} does not end where it should: what follows it was never written by immuc`,
    });
  if (tail.kind === "whole") {
    const read = readEntry(content.subarray(start), live, entries.at(-1), next);
    if (read.kind === "problem") return broken(read.problem);
    entries.push(read.entry);
    applyInto(live, read.entry.event, read.entry.sequence);
  }
  const short = checkHead(entries, head);
  if (short !== null) return broken(short);
  return {
    kind: "sound",
    ledger: { entries, live },
    length: tail.kind === "whole" ? content.length : start,
    tail: tailOf(tail.kind, content.slice(start)),
  };
}

// Both did happen, and one chain can't say so: what the other side did is done once more, on top.
const advice =
  "keep the side that tells of rollouts as it is, and do again what only the other one tells, such as `immuc revoke`";

const newline = 0x0a;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

type Read =
  | { readonly kind: "entry"; readonly entry: LedgerEntry }
  | { readonly kind: "problem"; readonly problem: LedgerProblem };

function readEntry(bytes: Uint8Array, live: LiveEnvironment, last: LedgerEntry | undefined, line: number): Read {
  const expected = (last?.sequence ?? 0) + 1;
  const problem = (kind: LedgerProblem["kind"], message: string): Read => ({
    kind: "problem",
    problem: { kind, entry: expected, line, message },
  });
  const text = decode(bytes);
  if (text === null) return problem("altered", `entry ${expected} was altered: it is not UTF-8`);
  const mark = /^(<{7}|={7}|>{7}|\|{7})( |$)/.exec(text);
  if (mark !== null) return problem("unreadable", `two histories meet at line ${line}: ${advice}`);
  if (text.endsWith("\r"))
    return problem(
      "altered",
      `the line ends were changed at entry ${expected}: write \`* -text\` into the ledger's .gitattributes, and check it out again`,
    );
  const value = parse(text);
  if (value === undefined) return problem("unreadable", `entry ${expected} was altered: it is not JSON`);
  const version = versionOf(value);
  if (version !== undefined && version > entryVersion)
    return problem("unreadable", `entry ${expected} has version ${version}; this immuc reads version ${entryVersion}`);
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) {
    const { path, what } = firstProblem(parsed.error);
    return problem("unreadable", `entry ${expected} was altered: ${pathText(path)} ${what}`);
  }
  const entry: LedgerEntry = parsed.data;
  if (canonicalJson(entry) !== text)
    return problem("altered", `entry ${expected} was altered: it is not written as immuc writes it`);
  if (sha256(withoutDigest(text)) !== entry.digest)
    return problem("altered", `entry ${expected} was altered: its digest is that of another content`);
  return placeEntry(entry, live, last, problem);
}

/** Checks a genuine entry's place: that it is the next one, of this ledger, after the one before it, and lawful. */
function placeEntry(
  entry: LedgerEntry,
  live: LiveEnvironment,
  last: LedgerEntry | undefined,
  problem: (kind: LedgerProblem["kind"], message: string) => Read,
): Read {
  const expected = (last?.sequence ?? 0) + 1;
  if (entry.environment !== live.environment)
    return problem(
      "other-ledger",
      `entry ${expected} belongs to the ledger of ${entry.environment}, not ${live.environment}`,
    );
  if (entry.sequence > expected)
    return problem("missing", `entry ${expected} is missing: entry ${entry.sequence} stands in its place`);
  if (entry.sequence === last?.sequence && entry.digest !== last.digest)
    return problem("out-of-place", `two histories meet: entry ${entry.sequence} stands there twice; ${advice}`);
  if (entry.sequence < expected)
    return problem("out-of-place", `entry ${entry.sequence} stands where entry ${expected} belongs`);
  if (entry.previous !== (last?.digest ?? null))
    return problem(
      "unchained",
      `entry ${expected} does not follow on the entry before it: one of the two is from another history`,
    );
  const judgement = judge(live, entry.event);
  switch (judgement.kind) {
    case "lawful":
      return { kind: "entry", entry };
    case "already":
      return problem("unlawful", `entry ${expected} (${entry.event.kind}) says what the ledger said already`);
    case "refused":
      return problem("unlawful", `entry ${expected} (${entry.event.kind}) was never lawful: ${judgement.message}`);
  }
}

/** The canonical text of an entry without its digest, which comes first: its name is the first by code point. */
function withoutDigest(canonical: string): string {
  return `{${canonical.slice('{"digest":"",'.length + digestLength)}`;
}

const digestLength = 64;

function checkHead(entries: readonly LedgerEntry[], head: LedgerHead | null): LedgerProblem | null {
  if (head === null) return null;
  const entry = entries[head.sequence - 1];
  const line = head.sequence;
  if (entry === undefined) {
    const missing = entries.length + 1;
    return {
      kind: "missing",
      entry: missing,
      line: missing,
      message: `entry ${missing} is missing: the ledger had ${head.sequence} entries before`,
    };
  }
  if (entry.digest === head.digest) return null;
  return {
    kind: "unchained",
    entry: head.sequence,
    line,
    message: `entry ${head.sequence} is not the one that was there before: the history was rewritten`,
  };
}

function tailOf(kind: "none" | "whole" | "torn", bytes: Uint8Array): LedgerTail {
  if (kind === "torn") return { kind, bytes };
  return { kind: kind === "whole" ? "unterminated" : "none" };
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null || !("version" in value)) return undefined;
  return typeof value.version === "number" ? value.version : undefined;
}
