import { nameEnd } from "./scan-name.ts";
import { reservedWords } from "./tokens.ts";

/** Why a text can't be a name; null where it can. */
export function nameProblem(text: string): string | null {
  if (text === "" || nameEnd(text, 0) !== text.length) {
    return `\`${text}\` is not a name: names are letters, digits, \`_\` and single inner \`-\`, and begin with a letter or \`_\``;
  }
  if (text.normalize("NFC") !== text) return `\`${text}\` is not in normal form (NFC)`;
  return reservedWords.some((word) => word.LABEL === text) ? `\`${text}\` is a word of the language` : null;
}
