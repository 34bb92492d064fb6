import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeSuffix } from "./code-suffix.ts";

/**
 * Keeps, beside a bundle, the code that V8 makes of its packs: a process then need not compile what it runs. For this
 * Node alone; any other compiles. What is kept is what checking and building a project that uses the whole language run,
 * and an editor that opens a file.
 */
export async function keepCode(bundle: string, root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "immuc-code-"));
  try {
    cpSync(join(root, "examples/shop"), folder, { recursive: true });
    appendFileSync(join(folder, "main.immu"), readFileSync(join(root, "scripts/bundle/language.immu")));
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const env = { ...inherited, CODE_SUFFIX: codeSuffix };
    const start = ["--require", join(root, "scripts/bundle/keep-code.cjs"), join(bundle, "immuc.cjs")];
    const run = (...words: readonly string[]): ChildProcess =>
      spawn(process.execPath, [...start, ...words], { env, stdio: ["pipe", "ignore", "ignore"] });
    // In this order: what several run is kept as a check, the most frequent of them, runs it.
    await ended(run("check", folder));
    await ended(run("build", folder));
    const server = run("lsp", "--stdio");
    server.stdin?.write(session(join(folder, "main.immu")));
    await ended(server);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ended(process: ChildProcess): Promise<void> {
  const [code] = await once(process, "exit");
  if (code !== 0) throw new Error(`${process.spawnargs.slice(3).join(" ")} ended with ${code}`);
}

/** What an editor says that opens a file and goes. */
function session(file: string): string {
  const uri = pathToFileURL(file).href;
  const textDocument = { uri, languageId: "immu", version: 1, text: readFileSync(file, "utf8") };
  const capabilities = { textDocument: { diagnostic: {} } };
  const messages = [
    { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities } },
    { method: "initialized", params: {} },
    { method: "textDocument/didOpen", params: { textDocument } },
    { id: 2, method: "textDocument/diagnostic", params: { textDocument: { uri } } },
    { id: 3, method: "shutdown" },
    { method: "exit" },
  ];
  return messages
    .map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }))
    .map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
    .join("");
}
