import { prettyRecord } from "../../base/json.ts";
import { type LineIndex, lineIndex, positionAt } from "../../base/line-index.ts";
import type { Source } from "../../base/source.ts";
import type { Span } from "../../base/span.ts";
import { type Origins, originOf } from "../../plan/origins.ts";
import type { Artifact } from "../artifact.ts";

export const sourceMapPath = "immu.sourcemap.json";

/**
 * The text of `immu.sourcemap.json`: for every emitted file, and every address in it that the emitter knows, the place
 * (`main.immu:12:3`, line and column from 1) in the source that caused it.
 *
 * Written as it is read, in the form of `prettyJson`: it has a line for everything that is emitted.
 */
export function sourceMapText(
  artifacts: readonly Artifact[],
  origins: Origins,
  sources: ReadonlyMap<string, Source>,
): string {
  const place = placesOf(origins, sources);
  const files = new Map<string, string>();
  for (const { path, origin, addresses = nowhere } of artifacts) {
    if (origin === undefined && addresses.size === 0) continue;
    const places = new Map<string, string>();
    for (const [address, key] of addresses) places.set(address, place(key));
    const file = new Map([["addresses", prettyRecord(places, 3)]]);
    if (origin !== undefined) file.set("source", place(origin));
    files.set(path, prettyRecord(file, 2));
  }
  const members = new Map([
    ["files", prettyRecord(files, 1)],
    ["format", "1"],
  ]);
  return `${prettyRecord(members, 0)}\n`;
}

const nowhere: ReadonlyMap<string, string> = new Map();

/** The place of a part of the Plan, quoted; each is looked up once. */
function placesOf(origins: Origins, sources: ReadonlyMap<string, Source>): (key: string) => string {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (uri: string): LineIndex => {
    const known = indexes.get(uri) ?? lineIndex(sources.get(uri)?.text ?? "");
    indexes.set(uri, known);
    return known;
  };
  const placeOf = (key: string): string => {
    const span: Span = originOf(origins, key);
    const { line, column } = positionAt(indexOf(span.uri), span.start);
    return JSON.stringify(`${span.uri}:${line + 1}:${column + 1}`);
  };
  const places = new Map<string, string>();
  return (key) => {
    const known = places.get(key) ?? placeOf(key);
    places.set(key, known);
    return known;
  };
}
