import { type Json, prettyJson } from "../../base/json.ts";
import { type LineIndex, lineIndex, positionAt } from "../../base/line-index.ts";
import type { Source } from "../../base/source.ts";
import type { Span } from "../../base/span.ts";
import { type Origins, originOf } from "../../plan/origins.ts";
import type { Artifact } from "../artifact.ts";

export const sourceMapPath = "immu.sourcemap.json";

/**
 * The text of `immu.sourcemap.json`: for every emitted file, and every address in it that the emitter knows, the place
 * (`main.immu:12:3`, line and column from 1) in the source that caused it.
 */
export function sourceMapText(
  artifacts: readonly Artifact[],
  origins: Origins,
  sources: ReadonlyMap<string, Source>,
): string {
  const place = placesOf(origins, sources);
  const files = artifacts.flatMap(({ path, origin, addresses = {} }): [string, Json][] => {
    if (origin === undefined && Object.keys(addresses).length === 0) return [];
    const placed = Object.entries(addresses).map(([address, key]) => [address, place(key)] as const);
    return [
      [path, { ...(origin === undefined ? {} : { source: place(origin) }), addresses: Object.fromEntries(placed) }],
    ];
  });
  return prettyJson({ format: 1, files: Object.fromEntries(files) });
}

function placesOf(origins: Origins, sources: ReadonlyMap<string, Source>): (key: string) => string {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (uri: string): LineIndex => {
    const known = indexes.get(uri) ?? lineIndex(sources.get(uri)?.text ?? "");
    indexes.set(uri, known);
    return known;
  };
  return (key) => {
    const span: Span = originOf(origins, key);
    const { line, column } = positionAt(indexOf(span.uri), span.start);
    return `${span.uri}:${line + 1}:${column + 1}`;
  };
}
