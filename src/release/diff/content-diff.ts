import { createTwoFilesPatch } from "diff";

/**
 * The lines in which two files differ, as a unified diff without its header; null where one is no text or both are too
 * far apart to be worth reading.
 */
export function contentDiff(before: Uint8Array | undefined, after: Uint8Array | undefined): readonly string[] | null {
  const [was, is] = [textOf(before), textOf(after)];
  if (was === null || is === null) return null;
  const options = { context: 2, maxEditLength: farApart } as const;
  const patch = createTwoFilesPatch("", "", was, is, undefined, undefined, options);
  if (patch === undefined) return null;
  const lines = patch.split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return first < 0 ? [] : lines.slice(first, lines.at(-1) === "" ? -1 : undefined);
}

const farApart = 400;
const largest = 256 * 1024;
const decoder = new TextDecoder("utf-8", { fatal: true });

function textOf(bytes: Uint8Array | undefined): string | null {
  if (bytes === undefined) return "";
  if (bytes.length > largest || bytes.includes(0)) return null;
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
