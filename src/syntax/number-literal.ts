import type { IToken } from "chevrotain";
import { malformedNumber } from "../diagnostics/codes/malformed-number.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { NumberLiteral } from "./ast.ts";

/** Reports underscores that don't stand between two digits: `1__0`, `1_`. */
export function checkNumber(token: IToken, uri: string, report: Report): void {
  if (!token.image.includes("_")) return;
  const [digits = ""] = /^[\d_.]+/.exec(token.image) ?? [];
  if (/^\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?$/.test(digits)) return;
  const span = { uri, start: token.startOffset, end: token.startOffset + token.image.length };
  const mended =
    digits
      .replace(/_+/g, "_")
      .replace(/_(?=\.|$)/g, "")
      .replace(/\._/g, ".") + token.image.slice(digits.length);
  report(
    malformedNumber,
    span,
    { written: token.image },
    {
      fixes: [{ title: `Write ${mended}`, edits: [{ span, text: mended }] }],
    },
  );
}

/** The literal that a number token stands for. */
export function numberLiteral(token: IToken, uri: string): NumberLiteral {
  const { image, startOffset: start } = token;
  let length = 0;
  while (length < image.length && isDigitPart(image.charCodeAt(length))) length++;
  const digits = image.includes("_") ? image.slice(0, length).replaceAll("_", "") : image.slice(0, length);
  const unit = length === image.length ? undefined : image.slice(length);
  return { kind: "NumberLiteral", uri, start, end: start + image.length, digits, unit };
}

function isDigitPart(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x5f;
}
