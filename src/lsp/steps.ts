import {
  type CancellationToken,
  LSPErrorCodes,
  type ProgressToken,
  ResponseError,
  type WorkDoneProgressParams,
} from "vscode-languageserver/node.js";
import { milliseconds } from "../host/timer.ts";
import type { Server } from "./server.ts";

/** A request whose answer takes steps. */
export interface LongRequest {
  readonly params: WorkDoneProgressParams;
  readonly token: CancellationToken;
  /** What is being done, for people who watch. */
  readonly title: string;
}

/** How long, in milliseconds, an answer may keep other messages waiting. */
const longestStretch = 10;

/**
 * Works through the steps of a long answer, and tells a client that gave a token how far it is. Lets other messages in
 * between; stops when the request is cancelled, or when something changed that it is about.
 */
export async function inSteps<T, R>(
  server: Server,
  { params, token, title }: LongRequest,
  items: readonly T[],
  step: (item: T) => R | Promise<R>,
): Promise<readonly R[]> {
  const progress = progressOf(server, params.workDoneToken);
  const version = server.workspace.version();
  const results: R[] = [];
  let since = milliseconds();
  progress.begin(title, 0);
  try {
    for (const [index, item] of items.entries()) {
      if (milliseconds() - since > longestStretch) {
        progress.report(Math.floor((100 * index) / items.length));
        await nextTurn();
        since = milliseconds();
      }
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      if (server.workspace.version() !== version)
        throw new ResponseError(LSPErrorCodes.ContentModified, "the project has changed meanwhile");
      results.push(await step(item));
    }
  } finally {
    progress.done();
  }
  return results;
}

/** Resolves once the messages that wait have had their turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Progress {
  begin(title: string, percentage: number): void;
  report(percentage: number): void;
  done(): void;
}

function progressOf({ connection }: Server, token: ProgressToken | undefined): Progress {
  return token === undefined ? unwatched : connection.window.attachWorkDoneProgress(token);
}

const unwatched: Progress = { begin: () => {}, report: () => {}, done: () => {} };
