import type {
  CancellationToken,
  ClientCapabilities,
  ProtocolRequestType,
  ServerCapabilities,
} from "vscode-languageserver/node.js";
import type { Need } from "./params.ts";
import type { Server } from "./server.ts";

/** The answer to one request of the protocol: one file in `handlers/`, exported as `handler`. `npm run gen` lists them. */
export interface Handler<P, R> {
  readonly method: string;
  /** What it relies on in the parameters: a request without is refused before it comes here. */
  readonly needs: readonly Need[];
  /** What the server declares for it; nothing where the client can't use it. */
  readonly capabilities: (client: ClientCapabilities) => Partial<ServerCapabilities>;
  readonly handle: (server: Server, params: P, token: CancellationToken) => R | Promise<R>;
}

/** Declares a handler, typed as its request is. */
export function defineHandler<P, R, Part, Failure, Registration>(
  type: ProtocolRequestType<P, R, Part, Failure, Registration>,
  handler: Omit<Handler<P, R>, "method">,
): Handler<P, R> {
  return { method: type.method, ...handler };
}
