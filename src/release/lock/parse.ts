import { parse } from "@humanwhocodes/momoa";
import * as z from "zod/mini";
import type { Source } from "../../base/source.ts";
import { diagnose } from "../../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import { firstProblem, pathText } from "../describe-issue.ts";
import { checkCompiler, type Holding } from "./check-compiler.ts";
import { conflictedLock } from "./diagnostics/conflicted-lock.ts";
import { malformedLock } from "./diagnostics/malformed-lock.ts";
import { newerLock } from "./diagnostics/newer-lock.ts";
import { repeatedBase } from "./diagnostics/repeated-base.ts";
import { unreadableLock } from "./diagnostics/unreadable-lock.ts";
import { baseKey, emptyLock, type LockFile, lockVersion, type ResolvedBase } from "./model.ts";
import { spanAt } from "./span-at.ts";

/**
 * Reads the text of `immu.lock`. Where it is broken, the lock is empty and one finding says why, with its span in the
 * lock itself: a half-read lock would give images other fingerprints. `held`: what it has to fit, where it is built from.
 */
export function parseLock(source: Source, held: Holding | null = null): Outcome<LockFile> {
  const broken = (diagnostic: Diagnostic): Outcome<LockFile> => ({ value: emptyLock, diagnostics: [diagnostic] });
  const file = source.uri;
  const conflict = /^<{7}( |\r?$)/m.exec(source.text);
  if (conflict !== null) {
    const span = { uri: file, start: conflict.index, end: conflict.index + 7 };
    return broken(diagnose(conflictedLock, span, { file, line: lineOf(source.text, conflict.index) }));
  }
  const data = readJson(source.text);
  if (data.kind === "broken") {
    const span = { uri: file, start: data.offset, end: Math.min(data.offset + 1, source.text.length) };
    return broken(diagnose(unreadableLock, span, { file, line: lineOf(source.text, data.offset) }));
  }
  const version = versionSchema.safeParse(data.value);
  if (version.success && version.data.version !== lockVersion) {
    const values = { file, version: version.data.version, known: lockVersion };
    return broken(diagnose(newerLock, spanAt(source, ["version"]), values));
  }
  const parsed = lockSchema.safeParse(data.value);
  if (!parsed.success) {
    const { path, what } = firstProblem(parsed.error);
    return broken(diagnose(malformedLock, spanAt(source, path), { file, path: pathText(path), what }));
  }
  const repeated = findRepeated(parsed.data.bases);
  if (repeated !== null) {
    const { first, second } = repeated;
    const { pattern, region } = second.base;
    return broken(
      diagnose(
        repeatedBase,
        spanAt(source, ["bases", second.index]),
        { file, pattern, region, first: first.base.id, second: second.base.id },
        { related: [{ span: spanAt(source, ["bases", first.index]), message: "pinned here first" }] },
      ),
    );
  }
  return { value: parsed.data, diagnostics: held === null ? [] : checkCompiler(parsed.data, source, held) };
}

const text = z.string().check(z.minLength(1));
const versionSchema = z.looseObject({ version: z.number() });

const lockSchema = z.strictObject({
  version: z.literal(lockVersion),
  bases: z.array(
    z.strictObject({
      owner: text,
      pattern: text,
      region: text,
      id: z.string().check(z.regex(/^ami-[0-9a-f]+$/)),
      name: text,
      created: z.iso.datetime(),
      architecture: z.enum(["x86_64", "arm64"]),
    }),
  ),
  toolchain: z.strictObject({ immuc: z.optional(text) }),
});

type JsonText =
  | { readonly kind: "read"; readonly value: unknown }
  | { readonly kind: "broken"; readonly offset: number };

function readJson(jsonText: string): JsonText {
  try {
    return { kind: "read", value: JSON.parse(jsonText) };
  } catch {
    return { kind: "broken", offset: brokenAt(jsonText) };
  }
}

// `JSON.parse` reads a sound lock several times faster, but it does not say where a broken one breaks.
function brokenAt(jsonText: string): number {
  try {
    parse(jsonText);
  } catch (error) {
    if (error instanceof Error && "offset" in error && typeof error.offset === "number") return error.offset;
  }
  return 0;
}

interface PlacedBase {
  readonly base: ResolvedBase;
  readonly index: number;
}

function findRepeated(
  bases: readonly ResolvedBase[],
): { readonly first: PlacedBase; readonly second: PlacedBase } | null {
  const seen = new Map<string, PlacedBase>();
  for (const [index, base] of bases.entries()) {
    const first = seen.get(baseKey(base));
    if (first !== undefined) return { first, second: { base, index } };
    seen.set(baseKey(base), { base, index });
  }
  return null;
}

function lineOf(whole: string, offset: number): number {
  return whole.slice(0, offset).split("\n").length;
}
