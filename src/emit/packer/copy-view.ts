import { compareCodePoints } from "../../base/json.ts";
import type { CopyStep, FileContent } from "../../plan/model.ts";

/** What the script of a copy step says. */
export interface CopyView {
  readonly name: string;
  /** Options of `install`. */
  readonly ownership: readonly string[];
  /** The folder that the destination lies in: the system's, made for root where it is missing. */
  readonly parent: string;
  /** Folders to make, each after the one that it lies in. */
  readonly folders: readonly string[];
  readonly folderMode: string;
  readonly files: readonly { readonly mode: string; readonly sha256: string; readonly path: string }[];
}

export function copyView(step: CopyStep): CopyView {
  const to = step.to.replace(/\/+$/, "");
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
