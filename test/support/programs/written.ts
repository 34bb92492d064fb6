/** Text of a source in which white space is left open: `layOut` fills it in. */
export interface Written {
  readonly text: string;
  /** Whether it may stand next to any operator as it is. */
  readonly atom: boolean;
}

/** Some white space. */
export const SPACE = "\ue000";
/** White space or none. */
export const GAP = "\ue001";
/** White space between the items of a body or a file, as a rule a new line. */
export const LINE = "\ue002";
/** A comma where one may be left out: behind the last item. */
export const COMMA = "\ue003";

const marks = /[\ue000-\ue003]/;

/** Whether a text holds one of the marks above, and must not be written as it is. */
export function hasMark(text: string): boolean {
  return marks.test(text);
}

export const atom = (text: string): Written => ({ text, atom: true });
export const compound = (text: string): Written => ({ text, atom: false });

/** The text as an operand. */
export function operand({ text, atom: alone }: Written): string {
  return alone ? text : `(${GAP}${text}${GAP})`;
}

/** `left operator right`, spaced. */
export function binary(left: Written, operator: string, right: Written): Written {
  return compound(`${operand(left)}${SPACE}${operator}${SPACE}${operand(right)}`);
}

export function call(name: string, ...parameters: readonly string[]): Written {
  return atom(`${name}(${GAP}${parameters.join(`,${SPACE}`)}${GAP})`);
}

export function list(items: readonly string[]): Written {
  if (items.length === 0) return atom(`[${GAP}]`);
  return atom(`[${GAP}${items.join(`,${SPACE}`)}${COMMA}${GAP}]`);
}

export function map(entries: readonly string[]): Written {
  if (entries.length === 0) return atom(`{${GAP}}`);
  return atom(`{${SPACE}${entries.join(`,${SPACE}`)}${COMMA}${SPACE}}`);
}

/** The text without anything left open, fit for the inside of a text; null where it needs several lines. */
export function onOneLine(text: string): string | null {
  if (text.includes("\n")) return null;
  return text.replace(/[\ue000\ue002]/g, " ").replace(/[\ue001\ue003]/g, "");
}
