import { compareCodePoints, sortTexts } from "../../base/json.ts";
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
  const files = artifacts
    .filter(({ origin, addresses }) => origin !== undefined || (addresses !== undefined && addresses.size > 0))
    .sort((one, other) => compareCodePoints(one.path, other.path))
    .map(({ path, origin, addresses = nowhere }) => {
      const source = origin === undefined ? "" : `,\n      "source": ${place(origin)}`;
      return `    ${JSON.stringify(path)}: {\n      "addresses": ${addressesText(addresses, place)}${source}\n    }`;
    });
  return `{\n  "files": ${files.length === 0 ? "{}" : `{\n${files.join(",\n")}\n  }`},\n  "format": 1\n}\n`;
}

const nowhere: ReadonlyMap<string, string> = new Map();

function addressesText(addresses: ReadonlyMap<string, string>, place: (key: string) => string): string {
  const lines = sortTexts([...addresses.keys()]).map(
    (address) => `        ${JSON.stringify(address)}: ${place(addresses.get(address) ?? "")}`,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n      }`;
}

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
