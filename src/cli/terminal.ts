import picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Where a command reads its surroundings from and writes to. Nothing else in a command touches the process. */
export interface Terminal {
  /** The current folder, absolute. */
  readonly folder: string;
  /** The command line, without the program's name. */
  readonly words: readonly string[];
  /** Results: what a script would read. */
  print(text: string): void;
  /** Messages to a person: findings, progress, summaries. */
  note(text: string): void;
  readonly printColors: Colors;
  readonly noteColors: Colors;
  /** Whether a person watches, so that a line may change in its place. */
  readonly watched: boolean;
  /** Columns of the person's terminal; 100 where there is none. */
  readonly width: number;
}

/** The terminal of this process, which was started with these words. */
export function processTerminal(words: readonly string[]): Terminal {
  forgiveClosedPipes();
  const color = colorWish(words);
  return {
    folder: process.cwd(),
    words,
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    printColors: picocolors.createColors(wantsColor(process.stdout, color)),
    noteColors: picocolors.createColors(wantsColor(process.stderr, color)),
    watched: process.stderr.isTTY === true && process.env.TERM !== "dumb",
    width: process.stderr.columns ?? process.stdout.columns ?? 100,
  };
}

// In this order, as no-color.org and Node have it: the command line, NO_COLOR, FORCE_COLOR, and then what the stream is.
function wantsColor(stream: NodeJS.WriteStream, color: boolean | undefined): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (color !== undefined) return color;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}

// A reader that has seen enough (`immuc … | head`) closes the pipe. That is no fault: what is left goes nowhere.
function forgiveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

function colorWish(words: readonly string[]): boolean | undefined {
  const options = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const last = options.findLast((word) => word === "--color" || word === "--no-color");
  return last === undefined ? undefined : last === "--color";
}
