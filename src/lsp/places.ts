import type { Location, LocationLink, Range } from "vscode-languageserver/node.js";
import type { Definition, Place } from "../ide/definition.ts";
import { type Cursor, documentFor, editorUri, rangeIn, type Server } from "./server.ts";

interface Found {
  readonly uri: string;
  readonly name: Range;
  readonly whole: Range;
}

const fileStart: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where a definition leads, as links where the client knows them, else as plain locations. */
export function toDefinition(
  server: Server,
  cursor: Cursor,
  { origin, places }: Definition,
  links: boolean | undefined,
): LocationLink[] | Location[] {
  const found = places.flatMap((place) => foundAt(server, cursor, place));
  if (!links) return found.map(({ uri, name }) => ({ uri, range: name }));
  const originSelectionRange = rangeIn(cursor.document, origin);
  return found.map(({ uri, name, whole }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: whole,
    targetSelectionRange: name,
  }));
}

function foundAt({ workspace }: Server, { project }: Cursor, place: Place): readonly Found[] {
  if (place.kind === "file") {
    return [{ uri: editorUri(workspace, project, place.path), name: fileStart, whole: fileStart }];
  }
  if (place.kind === "module") {
    return [{ uri: editorUri(workspace, project, place.uri), name: fileStart, whole: fileStart }];
  }
  const document = documentFor(workspace, project, place.name.uri);
  if (!document) return [];
  const uri = editorUri(workspace, project, place.name.uri);
  return [{ uri, name: rangeIn(document, place.name), whole: rangeIn(document, place.whole) }];
}
