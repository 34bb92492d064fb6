import {
  type CancellationToken,
  type ClientCapabilities,
  createConnection,
  ErrorCodes,
  type InitializeResult,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from "vscode-languageserver/node.js";
import { version } from "../../package.json";
import { assertNever } from "../base/assert-never.ts";
import type { Handler } from "./handler.ts";
import { handlers } from "./handlers.gen.ts";
import { lacking } from "./params.ts";
import { createPublisher } from "./publisher.ts";
import type { Server } from "./server.ts";
import { createWorkspace } from "./workspace.ts";

export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Serves one editor until it says goodbye or goes away. Resolves with whether it said so. */
export function serve({ input, output }: Streams): Promise<boolean> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  const workspace = createWorkspace();
  let client: ClientCapabilities = {};
  const pulls = (): boolean => client.textDocument?.diagnostic !== undefined;
  const publisher = createPublisher(
    () => server,
    () => !pulls(),
    () => refresh(server),
  );
  const server: Server = {
    connection,
    workspace,
    get client() {
      return client;
    },
    diagnose() {
      publisher.request();
      // Whoever asks for diagnostics asks after each edit of its own, but knows nothing of other files.
      if (pulls() && client.workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
    },
    settled: publisher.settled,
  };

  let phase: Phase = "before";
  connection.onInitialize((params): InitializeResult => {
    if (phase !== "before") throw new ResponseError(ErrorCodes.InvalidRequest, "this server is initialized already");
    phase = "serving";
    client = params.capabilities;
    // What comes before is nobody's.
    followDocuments(server, publisher.request);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: "immuc", version } };
  });
  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) void watchFiles(server).catch(() => {});
  });
  // Where a request has no parameters, the token comes first.
  for (const handler of handlers)
    connection.onRequest(handler.method, (params, token = params) => {
      const refusal = outOfPhase(phase) ?? unfit(handler, params);
      return refusal ?? answer(server, handler, params, token);
    });
  const ended = new Promise<boolean>((resolve) => {
    const end = (): void => resolve(phase === "after");
    connection.onShutdown(() => {
      const refusal = outOfPhase(phase);
      if (refusal) throw refusal;
      phase = "after";
    });
    connection.onExit(end);
    input.on("end", end);
    input.on("close", end);
    // Nobody reads what is written any more.
    output.on("error", end);
  });
  connection.listen();
  return ended;
}

function followDocuments(server: Server, publish: () => void): void {
  const { connection, workspace } = server;
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    workspace.open(uri, languageId, version, text);
    server.diagnose();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    workspace.change(uri, version, contentChanges);
    publish();
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    workspace.close(uri);
    server.diagnose();
  });
  connection.onDidSaveTextDocument(() => {
    // A save is when other tools write as well.
    workspace.touchAll();
    server.diagnose();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    workspace.touch(changes.map(({ uri }) => uri));
    server.diagnose();
  });
}

/** Before it was greeted, while it serves, and after it was told to shut down. */
type Phase = "before" | "serving" | "after";

function outOfPhase(phase: Phase): ResponseError | null {
  switch (phase) {
    case "before":
      return new ResponseError(ErrorCodes.ServerNotInitialized, "this server is not initialized yet");
    case "serving":
      return null;
    case "after":
      return new ResponseError(ErrorCodes.InvalidRequest, "this server is shutting down");
    default:
      return assertNever(phase);
  }
}

function unfit({ method, needs }: Handler<never, unknown>, params: unknown): ResponseError | null {
  const need = lacking(params, needs);
  return need && new ResponseError(ErrorCodes.InvalidParams, `${method} needs \`${need}\`, as the protocol has it`);
}

function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  const base: ServerCapabilities = {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: false } },
  };
  const all = handlers.map(({ capabilities }) => capabilities(client));
  const workspace = Object.assign({}, base.workspace, ...all.map((each) => each.workspace ?? {}));
  return Object.assign({}, base, ...all, { workspace });
}

// A failing answer is one answer lost; the server goes on.
async function answer(
  server: Server,
  handler: Handler<never, unknown>,
  params: unknown,
  token: CancellationToken,
): Promise<unknown> {
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  try {
    return await orCancelled(handler.handle(server, params as never, token), token);
  } catch (error) {
    if (error instanceof ResponseError) return error;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    server.connection.console.error(`${handler.method}: ${message}`);
    return new ResponseError(ErrorCodes.InternalError, `${handler.method} failed`);
  }
}

// Whoever no longer wants an answer is told at once, also where it waits for something.
async function orCancelled(answer: unknown, token: CancellationToken): Promise<unknown> {
  let listener: { dispose(): void } | undefined;
  const cancelled = new Promise<ResponseError>((resolve) => {
    listener = token.onCancellationRequested(() =>
      resolve(new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled")),
    );
  });
  try {
    return await Promise.race([answer, cancelled]);
  } finally {
    listener?.dispose();
  }
}

// What a client asked for before everything was known.
function refresh({ client, connection }: Server): void {
  if (client.workspace?.codeLens?.refreshSupport)
    void connection.sendRequest("workspace/codeLens/refresh").catch(() => {});
  if (client.workspace?.inlayHint?.refreshSupport) connection.languages.inlayHint.refresh().catch(() => {});
}

function watchFiles({ connection }: Server): Promise<unknown> {
  return connection.client.register(
    { method: "workspace/didChangeWatchedFiles" } as never,
    {
      watchers: [{ globPattern: "**/*" }],
    } as never,
  );
}
