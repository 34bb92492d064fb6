import { visible } from "../diagnostics/render/visible.ts";
import type { Terminal } from "./terminal.ts";

/** Tells what went wrong beside the findings in sources. */
export function noteError({ note, noteColors }: Terminal, message: string): void {
  note(`${noteColors.bold(noteColors.red("error"))}: ${visible(message)}\n`);
}
