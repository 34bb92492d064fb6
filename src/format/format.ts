import type { SourceFile } from "../syntax/ast.ts";
import { itemRow } from "./items.ts";
import { createLayout } from "./layout.ts";
import { printRows, rowsOf } from "./rows.ts";

/**
 * The canonical layout of a source. `file` must be what `text` parses to, without syntax errors. Changes white space and
 * trailing commas alone; the result has LF line ends, and formatting it again changes nothing.
 */
export function format(file: SourceFile, text: string): string {
  const layout = createLayout(file, text);
  const rows = rowsOf(layout, file.items, 0, text.length, (item) => itemRow(layout, item));
  const printed = printRows(layout, rows, 0);
  return printed === "" ? "" : `${printed}\n`;
}
