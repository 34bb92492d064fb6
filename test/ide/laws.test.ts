import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { listSources } from "../../src/host/list-sources.ts";
import { nodeProjectFiles } from "../../src/host/node-project-files.ts";
import { actionsAt } from "../../src/ide/actions.ts";
import type { CompletionItem } from "../../src/ide/completion/item.ts";
import { completionsAt } from "../../src/ide/completion.ts";
import { applyEdits, editText } from "../../src/ide/edits.ts";
import { occurrencesIn } from "../../src/ide/occurrences.ts";
import { renameAt } from "../../src/ide/rename.ts";
import { walk } from "../../src/ide/tree.ts";
import { createSnapshot, type Snapshot } from "../../src/query/snapshot.ts";
import { parse } from "../../src/syntax/parse.ts";
import { exampleFolder, exampleNames } from "../support/project.ts";

/** A stretch of a source of an example: a node, a name, or what is between them. */
interface Place {
  readonly snapshot: Snapshot;
  readonly uri: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const snapshots = exampleNames.map((name) => {
  const folder = exampleFolder(name);
  const files = { ...nodeProjectFiles(folder), sources: () => listSources(folder, "main.immu") };
  const input = { files, entry: "main.immu", params: new Map(), lock: null, locked: false, live: {} };
  return createSnapshot({ ...input, purpose: "check" });
});

const sources = snapshots.flatMap((snapshot) =>
  [...snapshot.modules().value.all.values()]
    .filter(({ std }) => !std)
    .map(({ uri, file }) => ({ snapshot, uri, file, text: snapshot.modules().value.sources.get(uri)?.text ?? "" })),
);

const nodes: readonly Place[] = sources.flatMap(({ file, ...source }) => {
  const found: Place[] = [];
  walk(file, ({ kind, start, end }) => {
    if (kind !== "SourceFile") found.push({ ...source, start, end });
    return undefined;
  });
  return found;
});

const names: readonly Place[] = sources.flatMap(({ file: _, ...source }) =>
  occurrencesIn(source.snapshot, source.uri).map(({ span: { start, end } }) => ({ ...source, start, end })),
);

describe("what completion offers parses", () => {
  const holds = ({ snapshot, uri, text, start, end }: Place): void => {
    const written = text.slice(0, start) + text.slice(end);
    for (const item of completionsAt(snapshot.with(uri, written), uri, start)) {
      const parses = fits(item, (snippet) => {
        const edited = editText(written, [{ span: item.replace, text: snippet }, ...item.edits]);
        return !hasErrors(parse({ uri, text: edited }).diagnostics);
      });
      const line = written.slice(written.lastIndexOf("\n", start - 1) + 1).split("\n", 1)[0];
      if (!parses) expect.unreachable(`${item.snippet} does not fit in ${uri} at ${start}: ${line}`);
    }
  };
  const check = (places: readonly Place[]): void =>
    fc.assert(
      fc.property(fc.nat(places.length - 1), (index) => holds(placeAt(places, index))),
      { numRuns: 25 },
    );

  test("in place of any part of an example", { timeout: 120_000 }, () => check(nodes));
  test("in place of any name", { timeout: 120_000 }, () => check(names));
  test("behind the first letter of any name", { timeout: 120_000 }, () =>
    check(names.map((place) => ({ ...place, start: place.start + 1 }))),
  );
  test("where a name is complete", { timeout: 120_000 }, () =>
    check(names.map((place) => ({ ...place, start: place.end }))),
  );
});

function placeAt(places: readonly Place[], index: number): Place {
  const place = places[index];
  if (!place) throw new Error("there are not so many places");
  return place;
}

function fits(item: CompletionItem, parses: (snippet: string) => boolean): boolean {
  for (const snippet of filled(item)) if (parses(snippet)) return true;
  return false;
}

/** A snippet with its stops filled in, in the ways that something could be meant by them. */
function* filled({ snippet, again }: CompletionItem): Generator<string> {
  // What asks for a value is not yet one.
  const parts = (snippet.endsWith(" = ") && again ? `${snippet}$0` : snippet).split(stop);
  const texts = parts.map((part, index) => (index % 2 === 0 ? [part.replace(/\\([\\$}])/g, "$1")] : meant(part)));
  yield* combined(texts);
}

const stop = /(?<!\\)(\$\d|\$\{\d:[^}]*\}|\$\{\d\|[^|]*\|\})/u;

function meant(stopText: string): readonly string[] {
  const [, named, choices] = /^\$\{\d(?::(.*)|\|(.*)\|)\}$/u.exec(stopText) ?? [];
  if (choices !== undefined) return choices.split(",");
  return named === undefined ? ["x", "", "1", "x: int", "x: 1", "x = 1", "image.x", "image x {}"] : [named];
}

function* combined([first, ...rest]: readonly (readonly string[])[]): Generator<string> {
  if (first === undefined) yield "";
  else for (const end of combined(rest)) for (const text of first) yield text + end;
}

/** All that a project comes to, and all that is said about it. */
function meaning(snapshot: Snapshot): unknown {
  return [snapshot.lower().plan, snapshot.diagnostics().map(({ code, message }) => [code, message])];
}

const meanings = new Map(snapshots.map((snapshot) => [snapshot, meaning(snapshot)]));

test("extracting an expression changes no meaning", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.nat(nodes.length - 1), (index) => {
      const { snapshot, uri, start, end } = placeAt(nodes, index);
      const extract = actionsAt(snapshot, uri, { start, end }).find(({ kind }) => kind === "extract");
      if (extract) expect(meaning(applyEdits(snapshot, extract.edits))).toEqual(meanings.get(snapshot));
    }),
    { numRuns: 30 },
  );
});

test("renaming back gives every source back", { timeout: 120_000 }, () => {
  const textsOf = (snapshot: Snapshot): unknown => snapshot.modules().value.sources;
  fc.assert(
    fc.property(fc.nat(names.length - 1), (index) => {
      const { snapshot, uri, text, start, end } = placeAt(names, index);
      const there = renameAt(snapshot, uri, start, "renamed_afresh");
      if (there?.kind !== "ok") return;
      const after = applyEdits(snapshot, there.edits);
      const grown = there.edits.filter(({ span }) => span.uri === uri && span.start < start);
      const moved = grown.reduce((sum, edit) => sum + edit.text.length - (edit.span.end - edit.span.start), start);
      const back = renameAt(after, uri, moved, text.slice(start, end));
      if (back?.kind !== "ok") return expect.unreachable(`${text.slice(start, end)} in ${uri} has no way back`);
      expect(textsOf(applyEdits(after, back.edits))).toEqual(textsOf(snapshot));
    }),
    { numRuns: 30 },
  );
});

test("renaming what is no part of the output changes no meaning", { timeout: 120_000 }, () => {
  const own = names.filter(({ snapshot, uri, start }) => {
    const target = occurrencesIn(snapshot, uri).find(({ span }) => span.start === start)?.targets[0];
    return target && target.kind !== "label" && !(target.kind === "symbol" && target.symbol.kind === "declaration");
  });
  fc.assert(
    fc.property(fc.nat(own.length - 1), (index) => {
      const { snapshot, uri, start } = placeAt(own, index);
      const renaming = renameAt(snapshot, uri, start, "renamed_afresh");
      if (renaming?.kind === "ok")
        expect(meaning(applyEdits(snapshot, renaming.edits))).toEqual(meanings.get(snapshot));
    }),
    { numRuns: 30 },
  );
});
