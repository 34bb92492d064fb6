import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Client, openEditor } from "../test/lsp/client.ts";
import { quantile } from "./statistics.ts";

/** What a person waits for in an editor, in milliseconds each, and what the server takes meanwhile. */
export interface Typing {
  readonly name: string;
  /** From the start of the process to its answer to `initialize`. */
  readonly ready: number;
  /** From opening the file to its diagnostics. */
  readonly opened: number;
  /** From each keystroke to the first diagnostics of that version. */
  readonly first: readonly number[];
  /** From each keystroke to the finding about what was typed, which a name without a meaning is. */
  readonly complete: readonly number[];
  /** From a keystroke to the completions asked for with it. */
  readonly completion: readonly number[];
  readonly hover: readonly number[];
  /** Milliseconds that the processors worked for each keystroke, complete diagnostics included. */
  readonly processor: number;
  /** The same while somebody types on, so that only the first diagnostics are needed; it does not depend on the load. */
  readonly typingOn: number;
  /** MiB at most. */
  readonly memory: number;
}

const newName = "abcdefghijklmnopqrst";

/**
 * Opens a file of a project in the middle of which somebody writes new lines, `words` of them, one character after the
 * other, each when everything is known about the one before. The first two lines are not counted.
 */
export async function measureTyping(
  name: string,
  program: string,
  folder: string,
  file: string,
  words: number,
): Promise<Typing> {
  const start = performance.now();
  const client = await openEditor(program, folder, { textDocument: { publishDiagnostics: { versionSupport: true } } });
  const ready = performance.now() - start;
  const uri = pathToFileURL(join(folder, file)).href;
  const text = readFileSync(join(folder, file), "utf8");
  const began = performance.now();
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version: 1, text } });
  await published(client, uri, 1, "");
  const opened = performance.now() - began;

  // Behind the item that is nearest to the middle.
  const lines = text.split("\n");
  const middle = lines.findIndex((line, index) => index >= lines.length / 2 && line === "") + 1;
  const [first, complete, completion, hover]: [number[], number[], number[], number[]] = [[], [], [], []];
  let version = 1;
  const type = (line: number, character: number, written: string): void => {
    const at = { line, character };
    const contentChanges = [{ range: { start: at, end: at }, text: written }];
    client.notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges });
  };
  let worked = 0;
  for (let word = 0; word < words; word++) {
    const before = `let typed_${word} = `;
    type(middle, 0, `${before}\n`);
    await published(client, uri, version, "");
    // What is compiled the first time is no typing yet.
    if (word === 2) worked = processorTime(client);
    for (let index = 0; index < newName.length; index++) {
      const sent = performance.now();
      type(middle, before.length + index, newName.charAt(index));
      await published(client, uri, version, "");
      const seen = performance.now() - sent;
      await published(client, uri, version, `\`${newName.slice(0, index + 1)}\``);
      if (word < 2) continue;
      first.push(seen);
      complete.push(performance.now() - sent);
    }
  }
  const processor = (processorTime(client) - worked) / (first.length + words - 2);
  const typingOn = await typeOn(
    client,
    uri,
    (index) => type(middle, newName.length + index, "x"),
    () => version,
  );
  const position = { line: middle, character: `let typed_${words - 1} = `.length + newName.length };
  for (let index = 0; index < 30; index++) {
    const sent = performance.now();
    type(position.line, position.character + index, "x");
    const at = { ...position, character: position.character + index + 1 };
    await client.request("textDocument/completion", { textDocument: { uri }, position: at });
    if (index >= 5) completion.push(performance.now() - sent);
  }
  await published(client, uri, version, "");
  for (let index = 0; index < 30; index++) {
    const sent = performance.now();
    await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 4 + index, character: 9 } });
    if (index >= 5) hover.push(performance.now() - sent);
  }
  const memory = Number(/^VmHWM:\s+(\d+) kB/m.exec(procFile(client, "status"))?.[1]) / 1024;
  await client.close();
  return { name, ready, opened, first, complete, completion, hover, processor, typingOn, memory };
}

// Milliseconds of processor time for each of many keystrokes without a pause.
async function typeOn(
  client: Client,
  uri: string,
  type: (index: number) => void,
  version: () => number,
): Promise<number> {
  const keys = 100;
  const before = processorTime(client);
  for (let index = 0; index < keys; index++) {
    type(index);
    await published(client, uri, version(), "");
  }
  return (processorTime(client) - before) / keys;
}

/** As a Markdown table: medians, and what one in twenty and one in a hundred wait for longer than. */
export function typingTable(all: readonly Typing[]): string {
  const times = (values: readonly number[]): string =>
    [0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(1)).join(" / ");
  const head = [
    "",
    "ready",
    "opened",
    "first",
    "complete",
    "completion",
    "hover",
    "CPU typing on",
    "CPU with a pause",
    "MiB",
  ];
  const rows = all.map((each) => [
    each.name,
    each.ready.toFixed(0),
    each.opened.toFixed(0),
    times(each.first),
    times(each.complete),
    times(each.completion),
    times(each.hover),
    each.typingOn.toFixed(1),
    each.processor.toFixed(1),
    each.memory.toFixed(0),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly { readonly message: string }[];
}

// Waits for diagnostics of a version, one of which has a text in its message.
async function published(client: Client, uri: string, version: number, message: string): Promise<void> {
  await client.until(() => {
    const last = client.last("textDocument/publishDiagnostics", (params) => (params as Published).uri === uri);
    const { version: told, diagnostics } = (last ?? {}) as Partial<Published>;
    if (told !== version) return false;
    return message === "" || diagnostics?.some((each) => each.message.includes(message));
  });
}

function procFile(client: Client, name: string): string {
  return readFileSync(`/proc/${client.child.pid}/${name}`, "utf8");
}

// User and system time of the process so far, which Linux counts in hundredths of a second.
function processorTime(client: Client): number {
  const [, ...fields] = procFile(client, "stat").split(") ");
  const numbers = fields.join(") ").split(" ");
  return (Number(numbers[11]) + Number(numbers[12])) * 10;
}
