import { assertNever } from "../../base/assert-never.ts";
import { withoutControls } from "../../base/wording.ts";
import type { CompilerChange, LockChange, NewerBase } from "./resolve.ts";

/** What resolving did, a line each; what was kept is only counted. */
export function renderChanges(changes: readonly LockChange[]): string {
  const kept = changes.filter(({ kind }) => kind === "kept").length;
  const lines = changes.filter(({ kind }) => kind !== "kept").map((change) => `${changeText(change)}\n`);
  return kept === 0 ? lines.join("") : `${lines.join("")}kept     ${kept} as pinned\n`;
}

/** What became of the pin of the compiler, as a line; nothing where it stays. */
export function renderCompiler({ was, is }: CompilerChange): string {
  if (was === is) return "";
  return was === null ? `added    immuc ${is}\n` : `updated  immuc: ${was} -> ${is}\n`;
}

/** The pins that have fallen behind, a line each. */
export function renderNewer(newer: readonly NewerBase[]): string {
  return newer
    .map(({ pinned, newer: image }) => `behind   ${place(pinned)}: ${named(pinned)}, and there is ${named(image)}\n`)
    .join("");
}

function changeText(change: LockChange): string {
  const where = place(change.base);
  switch (change.kind) {
    case "kept":
      return `kept     ${where}: ${named(change.base)}`;
    case "added":
      return `added    ${where}: ${named(change.base)}`;
    case "updated":
      return `updated  ${where}: ${named(change.from)} -> ${named(change.base)}`;
    case "dropped":
      return `dropped  ${where}: ${named(change.base)}`;
    case "missing":
      return `missing  ${where}: no image of ${change.base.owner} has a name that fits`;
    default:
      return assertNever(change);
  }
}

function place({ pattern, region }: { readonly pattern: string; readonly region: string }): string {
  return withoutControls(`${pattern} in ${region}`);
}

function named(image: { readonly id: string; readonly created: string }): string {
  return withoutControls(`${image.id} (${image.created.slice(0, 10)})`);
}
