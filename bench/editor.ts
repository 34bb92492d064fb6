import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Client, openEditor } from "../test/lsp/client.ts";
import { table } from "./report.ts";
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
 * Opens the `main.immu` of a project in the middle of which somebody writes new lines, `words` of them, one character after
 * the other, each when everything is known about the one before. The first two lines are not counted.
 */
export async function measureTyping(name: string, program: string, folder: string, words: number): Promise<Typing> {
  const start = performance.now();
  const client = await openEditor(program, folder, { textDocument: { publishDiagnostics: { versionSupport: true } } });
  const ready = performance.now() - start;
  const { opened, ...editing } = await openFile(client, join(folder, "main.immu"));
  const typed = await typeWords(editing, words);
  const typingOn = await typeOn(editing);
  const completion = await completions(editing, `let typed_${words - 1} = `.length + newName.length);
  await editing.told();
  const hover = await hovers(editing);
  const memory = Number(/^VmHWM:\s+(\d+) kB/m.exec(procFile(client, "status"))?.[1]) / 1024;
  await client.close();
  return { name, ready, opened, ...typed, completion, hover, typingOn, memory };
}

/** A file that is open, at the line in which somebody writes. */
interface Editing {
  readonly client: Client;
  readonly uri: string;
  readonly line: number;
  /** Writes behind a character of the line. */
  readonly type: (character: number, written: string) => void;
  /** Waits for diagnostics of what is there now, one of which has a text in its message, if one is named. */
  readonly told: (message?: string) => Promise<void>;
}

async function openFile(client: Client, file: string): Promise<Editing & Pick<Typing, "opened">> {
  const uri = pathToFileURL(file).href;
  const text = readFileSync(file, "utf8");
  // Behind the item that is nearest to the middle.
  const lines = text.split("\n");
  const line = lines.findIndex((each, index) => index >= lines.length / 2 && each === "") + 1;
  let version = 1;
  const began = performance.now();
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "immu", version, text } });
  const type = (character: number, written: string): void => {
    const at = { line, character };
    const contentChanges = [{ range: { start: at, end: at }, text: written }];
    client.notify("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges });
  };
  const told = (message = ""): Promise<void> => published(client, uri, version, message);
  await told();
  return { opened: performance.now() - began, client, uri, line, type, told };
}

async function typeWords(
  { client, type, told }: Editing,
  words: number,
): Promise<Pick<Typing, "first" | "complete" | "processor">> {
  const [first, complete]: [number[], number[]] = [[], []];
  let worked = 0;
  for (let word = 0; word < words; word++) {
    const before = `let typed_${word} = `;
    type(0, `${before}\n`);
    await told();
    // What is compiled the first time is no typing yet.
    if (word === 2) worked = processorTime(client);
    for (let index = 0; index < newName.length; index++) {
      const sent = performance.now();
      type(before.length + index, newName.charAt(index));
      await told();
      const seen = performance.now() - sent;
      await told(`\`${newName.slice(0, index + 1)}\``);
      if (word < 2) continue;
      first.push(seen);
      complete.push(performance.now() - sent);
    }
  }
  return { first, complete, processor: (processorTime(client) - worked) / (first.length + words - 2) };
}

// Milliseconds of processor time for each of many keystrokes without a pause.
async function typeOn({ client, type, told }: Editing): Promise<number> {
  const keys = 100;
  const before = processorTime(client);
  for (let index = 0; index < keys; index++) {
    type(newName.length + index, "x");
    await told();
  }
  return (processorTime(client) - before) / keys;
}

function completions({ client, uri, line, type }: Editing, from: number): Promise<readonly number[]> {
  return timed((index) => {
    type(from + index, "x");
    const position = { line, character: from + index + 1 };
    return client.request("textDocument/completion", { textDocument: { uri }, position });
  });
}

function hovers({ client, uri }: Editing): Promise<readonly number[]> {
  return timed((index) => {
    const position = { line: 4 + index, character: 9 };
    return client.request("textDocument/hover", { textDocument: { uri }, position });
  });
}

// The first five are not counted.
async function timed(request: (index: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < 30; index++) {
    const sent = performance.now();
    await request(index);
    if (index >= 5) times.push(performance.now() - sent);
  }
  return times;
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
  return table(head, rows);
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
