/** A text of one or more lines with what would change the terminal or hide text spelled out. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    if (character === "\n" || character === "\t") return character;
    const code = character.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
  });
}

/** A text for one line: its line breaks are spelled out too, as what follows one could pass for a line of ours. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll("\n", "<U+000A>");
}

const hidden = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u200b\u2028\u2029\u2060\ufeff]/gu;
