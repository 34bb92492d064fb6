import { fstatSync, statSync, writeSync } from "node:fs";
import { exitCodes } from "./exit-code.ts";

/** One of the two streams that a process writes to. */
export interface OutputStream {
  /** Whether a person watches. */
  readonly isTerminal: boolean;
  /** Of the terminal, where it is one that knows. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/**
 * Standard output (1) or standard error (2). A reader that has seen enough (`immuc … | head`) closes the pipe; that is no
 * fault: what is left goes nowhere. Where results can't be written for another reason, such as a full disk, the work that
 * is under way goes on, and the process says so and does not end as if all were fine.
 */
export function outputStream(descriptor: 1 | 2): OutputStream {
  // Node's own streams, with all that sockets and terminals need, take a tenth of its start to load.
  return isFileOrPipe(descriptor) ? directStream(descriptor) : nodeStream(descriptor);
}

function isFileOrPipe(descriptor: 1 | 2): boolean {
  if (process.platform === "win32") return false;
  const status = fstatSync(descriptor);
  return !status.isCharacterDevice() || status.rdev === statSync("/dev/null").rdev;
}

function directStream(descriptor: 1 | 2): OutputStream {
  let closed = false;
  // A pipe that whoever started us made non-blocking, and that is full: Node's stream waits for its reader.
  let waiting: NodeJS.WriteStream | null = null;
  return {
    isTerminal: false,
    columns: undefined,
    write(text) {
      if (closed) return;
      const bytes = Buffer.from(text);
      const result = waiting === null ? writeNow(descriptor, bytes) : { written: 0, why: "EAGAIN" };
      closed = result.why !== null && result.why !== "EAGAIN";
      if (result.why !== null && closed) tellOfLoss(descriptor, result.why);
      if (result.why !== "EAGAIN") return;
      waiting ??= forgiving(descriptor);
      waiting.write(bytes.subarray(result.written));
    },
  };
}

function nodeStream(descriptor: 1 | 2): OutputStream {
  const stream = forgiving(descriptor);
  // A terminal that nobody has told its size says 0.
  const columns = stream.columns > 0 ? stream.columns : undefined;
  return { isTerminal: stream.isTTY === true, columns, write: (text) => void stream.write(text) };
}

// As much as can be written, and why it isn't all.
function writeNow(descriptor: number, bytes: Uint8Array): { readonly written: number; readonly why: string | null } {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { written, why: code };
  }
  return { written, why: null };
}

function forgiving(descriptor: 1 | 2): NodeJS.WriteStream {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    tellOfLoss(descriptor, error.code);
  });
  return stream;
}

// Where messages can't be written, there is nobody to tell. The system's word says enough: what explains it is as large as
// all that the program's first file holds.
function tellOfLoss(descriptor: 1 | 2, why: string): void {
  if (descriptor === 2 || why === "EPIPE" || isTold) return;
  isTold = true;
  process.once("exit", () => {
    process.exitCode ||= exitCodes.environment;
  });
  outputStream(2).write(`error: can't write to the standard output: ${why}\n`);
}

let isTold = false;
