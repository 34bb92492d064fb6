import { expect, test } from "vitest";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { immuFiles } from "../support/immu-files.ts";

test.each(immuFiles)("$path is laid out as the formatter would", ({ path, text }) => {
  expect(format(parse({ uri: path, text }).value, text)).toBe(text);
});
