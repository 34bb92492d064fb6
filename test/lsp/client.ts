import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

/** A client of a real server process: what an editor does, without the editor. */
export interface Client {
  readonly child: ChildProcess;
  /** What the server said when it was greeted. */
  greeting: unknown;
  request<R = unknown>(method: string, params?: unknown): Promise<R>;
  /** Sends a request and says by which id; the answer comes as from `request`. */
  begin<R = unknown>(method: string, params?: unknown): { readonly id: number; readonly answer: Promise<R> };
  notify(method: string, params?: unknown): void;
  /** What came unasked of a method so far: notifications, and requests, which are granted. */
  received(method: string): readonly unknown[];
  /** The last notification of a method that fits. */
  last(method: string, fits: (params: unknown) => boolean): unknown;
  /** Waits until a check of the notifications so far holds. */
  until<T>(check: () => T | undefined | false | null): Promise<T>;
  /** Says goodbye; resolves with the exit code. */
  close(): Promise<number | null>;
  readonly stderr: () => string;
}

export class ResponseFailure extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function startClient(program: string, folder: string): Client {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, "lsp", "--stdio"], {
    cwd: folder,
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const notifications: { readonly method: string; readonly params: unknown }[] = [];
  const watchers = new Set<() => void>();
  let stderr = "";
  let next = 1;
  let exited: number | null | undefined;
  const exit = new Promise<number | null>((resolve) =>
    child.on("close", (code) => {
      exited = code;
      for (const { reject } of waiting.values()) reject(new Error(`the server ended with ${code}: ${stderr}`));
      resolve(code);
    }),
  );
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdin.on("error", () => {});
  readMessages(child, (message) => {
    if (message.method !== undefined && message.id !== undefined) send(child, { id: message.id, result: null });
    if (message.method !== undefined) notifications.push({ method: message.method, params: message.params });
    else if (typeof message.id === "number") {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) call?.reject(new ResponseFailure(message.error.code, message.error.message));
      else call?.resolve(message.result as never);
    }
    for (const watcher of [...watchers]) watcher();
  });
  const begin: Client["begin"] = (method, params) => {
    const id = next++;
    const answer = new Promise<never>((resolve, reject) => waiting.set(id, { resolve, reject }));
    if (exited !== undefined) waiting.get(id)?.reject(new Error(`the server has ended: ${stderr}`));
    send(child, { id, method, params });
    return { id, answer };
  };
  const client: Client = {
    child,
    greeting: null,
    begin,
    request: (method, params) => begin<never>(method, params).answer,
    notify: (method, params) => send(child, { method, params }),
    received: (method) => notifications.filter((each) => each.method === method).map((each) => each.params),
    last: (method, fits) => notifications.findLast((each) => each.method === method && fits(each.params))?.params,
    until: (check) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = check();
          if (!found) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => reject(new Error(`nothing came; stderr: ${stderr}`)), 40_000);
        watchers.add(look);
        look();
      }),
    async close() {
      await client.request("shutdown");
      client.notify("exit");
      return exit;
    },
    stderr: () => stderr,
  };
  return client;
}

/** Starts a server for a folder and greets it. */
export async function openEditor(program: string, folder: string, capabilities: unknown = {}): Promise<Client> {
  const client = startClient(program, folder);
  const uri = pathToFileURL(folder).href;
  client.greeting = await client.request("initialize", {
    processId: process.pid,
    rootUri: uri,
    capabilities,
    workspaceFolders: [{ uri, name: "workspace" }],
  });
  client.notify("initialized", {});
  return client;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

function send(child: ChildProcess, message: Message): void {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
  child.stdin?.write(body);
}

function readMessages(child: ChildProcess, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  child.stdout?.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString())?.[1]);
      if (buffer.length < head + 4 + length) return;
      const body = buffer.subarray(head + 4, head + 4 + length).toString("utf8");
      buffer = buffer.subarray(head + 4 + length);
      receive(JSON.parse(body));
    }
  });
}
