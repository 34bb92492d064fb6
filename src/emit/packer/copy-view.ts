import { compareCodePoints } from "../../base/order.ts";
import type { CopyStep, FileContent } from "../../plan/model.ts";
import type { CopyView } from "./views.ts";
import { withoutEndSlashes } from "./without-end-slashes.ts";

/** What the script of a copy step says. */
export function copyView(step: CopyStep): CopyView {
  const to = withoutEndSlashes(step.to);
  const folderMode = withSearch(step.mode);
  return {
    name: step.name,
    ownership: ownership(step.owner),
    parent: to.slice(0, to.lastIndexOf("/")) || "/",
    folders: step.folder ? foldersOf(to, step.files) : [],
    folderMode,
    files: step.files.map((file) => ({
      mode: step.folder && file.executable ? folderMode : step.mode,
      sha256: file.sha256,
      path: step.folder ? `${to}/${file.path}` : to,
    })),
  };
}

function ownership(owner: string): readonly string[] {
  const [user = "root", group] = owner.split(":");
  return ["-o", user, "-g", group ?? "root"];
}

/** The mode with an `x` beside each `r`: what a folder needs, and an executable file. */
function withSearch(mode: string): string {
  const bits = Number.parseInt(mode, 8);
  return `0${(bits | ((bits & 0o444) >> 2)).toString(8).padStart(3, "0")}`;
}

function foldersOf(to: string, files: readonly FileContent[]): readonly string[] {
  const folders = new Set([to === "" ? "/" : to]);
  for (const { path } of files) {
    for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
      folders.add(`${to}/${path.slice(0, end)}`);
    }
  }
  return [...folders].sort(compareCodePoints);
}
