import { createColors } from "picocolors";
import { describe, expect, test } from "vitest";
import type { OutputStream } from "../../src/cli/output-stream.ts";
import { processTerminal } from "../../src/cli/terminal.ts";

function stream(isTerminal: boolean): OutputStream & { readonly written: string[] } {
  const written: string[] = [];
  return { isTerminal, columns: isTerminal ? 80 : undefined, written, write: (text) => void written.push(text) };
}

// A title for the window, a cleared screen, an address to click on, concealed text, and text that is turned around.
const orders = "a\u001b]0;title\u0007\u001b[2J\u001b]8;;http://x\u001b\\\u001b[8m\u009b1m\r\u202e\u061cb";
const spelled =
  "a<U+001B>]0;title<U+0007><U+001B>[2J<U+001B>]8;;http://x<U+001B>\\<U+001B>[8m<U+009B>1m<U+000D><U+202E><U+061C>b";

describe("texts of others", () => {
  test("tell a terminal nothing", async () => {
    const [output, messages] = [stream(true), stream(true)];
    const terminal = await processTerminal([], output, messages);
    terminal.print(`${orders}\n`);
    terminal.note(`\t${orders}\n`);
    expect(output.written).toEqual([`${spelled}\n`]);
    expect(messages.written).toEqual([`\t${spelled}\n`]);
  });

  test("tell none that shows the messages of a pipeline, and reach a script as they are", async () => {
    const [output, messages] = [stream(false), stream(false)];
    const terminal = await processTerminal([], output, messages);
    terminal.print(orders);
    terminal.note(orders);
    expect(output.written).toEqual([orders]);
    expect(messages.written).toEqual([spelled]);
  });
});

test("our own colours stay", async () => {
  const output = stream(true);
  const terminal = await processTerminal(["--color"], output, stream(false));
  const { bold, dim, red, green, yellow, blue, cyan } = createColors(true);
  for (const paint of [bold, dim, red, green, yellow, blue, cyan]) terminal.print(paint("text"));
  terminal.print(bold(`a ${bold("b")} ${dim(red("c"))} d`));
  expect(output.written.join("")).not.toContain("<U+");
  expect(terminal.printColors.red("text")).toBe(red("text"));
});
