import {
  type ClientCapabilities,
  type Connection,
  type Location,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
} from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../base/span.ts";
import { targetsAt } from "../ide/references.ts";
import { targetSpan } from "../ide/target.ts";
import { standardLibrary } from "../semantics/stdlib.gen.ts";
import type { Located } from "./locate.ts";
import type { Project } from "./project.ts";
import { joinRoot, pathOfUri, standardModule, standardUri, uriOfPath } from "./uris.ts";
import type { Workspace } from "./workspace.ts";

/** What every handler works with. */
export interface Server {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** As the client declared them when it began. */
  readonly client: ClientCapabilities;
  /** Asks for diagnostics to be published once nothing more urgent waits. */
  readonly diagnose: () => void;
  /** Waits until what takes long is known of a project; false where it has changed meanwhile. */
  readonly settled: (project: Project) => Promise<boolean>;
}

/** A place in a source that a request is about. */
export interface Cursor extends Located {
  readonly offset: number;
  readonly document: TextDocument;
}

/** The place that a request names; null where there is no such source. */
export function cursorOf(
  { workspace }: Server,
  { textDocument, position }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
): Cursor | null {
  const located = workspace.locate(textDocument.uri);
  const document = located && documentFor(workspace, located.project, located.uri);
  return located && document ? { ...located, document, offset: document.offsetAt(position) } : null;
}

/**
 * A place, and where the name there is declared in every other project that shares its source: what is looked for or
 * renamed is so in all of them.
 */
export function everywhere({ workspace }: Server, cursor: Cursor): readonly (Located & { readonly offset: number })[] {
  const [target] = targetsAt(cursor.snapshot, cursor.uri, cursor.offset);
  const declared = target && targetSpan(target);
  if (!declared || declared.uri.startsWith("std/")) return [cursor];
  const sharing = workspace.sharing(editorUri(workspace, cursor.project, declared.uri));
  const others = sharing.filter(({ project }) => project !== cursor.project);
  return [cursor, ...others.map((each) => ({ ...each, offset: declared.start }))];
}

/** The source that a request names; null where there is none. */
export function sourceOf({ workspace }: Server, uri: string): (Located & { readonly document: TextDocument }) | null {
  const located = workspace.locate(uri);
  const document = located && documentFor(workspace, located.project, located.uri);
  return located && document ? { ...located, document } : null;
}

/** The editor's uri of a source or file of a project. An open document goes by the uri that the editor opened it by. */
export function editorUri(workspace: Workspace, project: Project, uri: string): string {
  if (uri.startsWith("std/")) return standardUri(uri);
  if (project.place.kind === "document") return project.place.uri;
  const path = joinRoot(project.place.path, uri);
  for (const document of workspace.documents()) if (pathOfUri(document.uri) === path) return document.uri;
  return uriOfPath(path);
}

/** The text of a source as a document, for positions; null where it can't be read. */
export function documentFor(workspace: Workspace, project: Project, uri: string): TextDocument | null {
  const source = project.snapshot.modules().value.sources.get(uri) ?? project.lockSources.get(uri);
  const text = source?.text ?? standardLibrary[uri];
  const name = editorUri(workspace, project, uri);
  const open = standardModule(name) === null ? workspace.document(name) : null;
  if (open && (text === undefined || open.getText() === text)) return open;
  if (text === undefined) return null;
  const known = converted.get(name);
  if (known?.getText() === text) return known;
  const document = TextDocument.create(name, "immu", 0, text);
  converted.set(name, document);
  return document;
}

// Finding the lines of a text takes longer than using them.
const converted = new Map<string, TextDocument>();

/**
 * Offsets in a document, in units of UTF-16, as the lines and columns that the protocol speaks of. An offset behind
 * the end is the end.
 */
export function rangeIn(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** A span of any of a project's sources as a location; null where its source can't be read. */
export function locationOf({ workspace }: Server, project: Project, span: Span): Location | null {
  const document = documentFor(workspace, project, span.uri);
  return document && { uri: editorUri(workspace, project, span.uri), range: rangeIn(document, span) };
}

/** Whether a client has said that it has a command. Those that answers name are the editor's own. */
export function hasCommand({ experimental }: ClientCapabilities, command: string): boolean {
  const offered: unknown = experimental?.commands;
  return Array.isArray(offered) && offered.includes(command);
}

/** Waits until everything is known of a project; an answer about what has changed meanwhile would be wrong. */
export async function settle(server: Server, project: Project): Promise<void> {
  if (!(await server.settled(project))) {
    throw new ResponseError(LSPErrorCodes.ContentModified, "the project has changed meanwhile");
  }
}
