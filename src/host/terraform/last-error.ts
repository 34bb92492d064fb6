/**
 * What Terraform says went wrong last, indented: the sentence it begins with, the resource and the message. The frame
 * around them is left out, and so is the excerpt of the stack, whose lines are as long as its texts. At most 12 lines.
 */
export function lastError(output: string): string {
  const lines = output.split("\n").map((line) => line.replace(/^[│╷╵\s]+/, "").trimEnd());
  const start = lines.findLastIndex((line) => line.startsWith("Error:"));
  const [title = [], ...rest] = paragraphs(lines.slice(Math.max(0, start)));
  const message = rest.flatMap((lines) =>
    lines.some((line) => /^on .+ line \d+/.test(line)) ? lines.filter((line) => line.startsWith("with ")) : lines,
  );
  return [...title, ...message]
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Lines up to the next empty one. */
function paragraphs(lines: readonly string[]): readonly (readonly string[])[] {
  return lines
    .join("\n")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split("\n").filter((line) => line !== ""));
}
