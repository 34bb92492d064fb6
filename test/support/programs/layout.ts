import type { Choices } from "./style.ts";
import { COMMA, GAP, LINE, SPACE } from "./written.ts";

/** Fills in the white space that is left open, with comments where the style has them. */
export function layOut(choices: Choices, text: string): string {
  const filled = text.replace(/[\ue000-\ue003]/g, (mark) => {
    switch (mark) {
      case SPACE:
        return spaces[choices.pick("layout", spaces.length)] + comment(choices);
      case GAP:
        return gaps[choices.pick("layout", gaps.length)] + comment(choices);
      case LINE:
        return lines[choices.pick("layout", lines.length)] + comment(choices);
      case COMMA:
        return choices.pick("layout", 3) === 2 ? "," : "";
      default:
        return "";
    }
  });
  return choices.pick("carriageReturns", 2) === 1 ? filled.replaceAll("\n", "\r\n") : filled;
}

const spaces = [" ", " ", " ", " ", "  ", "\t", "\n", "\n\n    ", " \n\t"];
const gaps = ["", "", "", "", " ", "\n  ", "\t"];
const lines = ["\n", "\n", "\n  ", "\n\n", " ", "\n\n\n\t", "   \n"];
const comments = [
  '\n// a remark: ${not} "read" { [ ( */',
  "\n/// documents what follows",
  "\n//\n",
  "\n// größe 🚀\n//// four\n",
];

function comment(choices: Choices): string {
  const which = choices.pick("comments", 40) - 1;
  const text = comments[which];
  return text === undefined ? "" : `${text}\n`;
}
