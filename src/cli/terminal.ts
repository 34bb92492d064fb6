import { noColors, type Palette } from "../diagnostics/render/palette.ts";
import { visible } from "../diagnostics/render/visible.ts";
import { type OutputStream, outputStream } from "./output-stream.ts";

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
  readonly printColors: Palette;
  readonly noteColors: Palette;
  /** Whether a person watches, so that a line may change in its place. */
  readonly watched: boolean;
  /** Columns of the person's terminal; 100 where there is none. */
  readonly width: number;
}

/** The terminal of this process, which was started with these words. */
export async function processTerminal(
  words: readonly string[],
  output: OutputStream = outputStream(1),
  messages: OutputStream = outputStream(2),
): Promise<Terminal> {
  const color = colorWish(words);
  return {
    folder: process.cwd(),
    words,
    print: output.isTerminal ? (text) => output.write(withoutOrders(text)) : output.write,
    note: (text) => messages.write(withoutOrders(text)),
    printColors: await paletteOf(output, color),
    noteColors: await paletteOf(messages, color),
    watched: messages.isTerminal && messages.columns !== undefined && process.env.TERM !== "dumb",
    width: messages.columns ?? output.columns ?? 100,
  };
}

// Names of files, texts of sources and answers of tools come from anywhere: of what a terminal can be told to do, they may
// tell it nothing. What a script reads stays as it is.
function withoutOrders(text: string): string {
  return text
    .split(ourColors)
    .map((part, index) => (index % 2 === 0 ? visible(part) : part))
    .join("");
}

const escapeCharacter = "\u001b";
/** The palette's: bold, dim and colours, with their ends. */
const ourColors = new RegExp(`(${escapeCharacter}\\[(?:1|2|22|3[1-46]|39)m)`);

async function paletteOf(stream: OutputStream, color: boolean | undefined): Promise<Palette> {
  if (!wantsColor(stream, color)) return noColors;
  const { default: picocolors } = await import("picocolors");
  return picocolors.createColors(true);
}

// In this order, as no-color.org and Node have it: the command line, NO_COLOR, FORCE_COLOR, and then what the stream is.
function wantsColor({ isTerminal }: OutputStream, color: boolean | undefined): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (color !== undefined) return color;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTerminal && TERM !== "dumb";
}

function colorWish(words: readonly string[]): boolean | undefined {
  const options = words.includes("--") ? words.slice(0, words.indexOf("--")) : words;
  const last = options.findLast((word) => word === "--color" || word === "--no-color");
  return last === undefined ? undefined : last === "--color";
}
