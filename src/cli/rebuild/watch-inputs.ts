import type { ProjectFiles } from "../../base/project-files.ts";
import type { Artifact } from "../../emit/artifact.ts";
import { type FileObserver, observeFiles } from "../../host/build-record/observe-files.ts";
import { outputState } from "../../host/build-record/output-state.ts";
import { saveRecord } from "../../host/build-record/record-store.ts";
import { nodeProjectFiles } from "../../host/node-project-files.ts";
import type { Terminal } from "../terminal.ts";
import type { Shown } from "./rebuild.ts";

export interface InputWatch {
  /** The files below a root, each question about which is kept. */
  readonly files: (root: string) => ProjectFiles;
  /**
   * Keeps what a build without errors depended on and made. Nothing is kept where that is not known for sure: a file
   * changed while the build ran, or the history can't be read as a tree.
   */
  record(terminal: Terminal, folder: string, artifacts: readonly Artifact[], shown: Shown): void;
}

/** Watches what one build reads, so that the next can tell whether there is anything to do. */
export function watchInputs(): InputWatch {
  let seen: { readonly root: string; readonly observer: FileObserver } | null = null;
  return {
    files: (root) => {
      const observer = observeFiles(nodeProjectFiles(root));
      seen = { root, observer };
      // The history is read by others, in between; and it must not have changed meanwhile.
      observer.files.readTree(historyFolder);
      return observer.files;
    },
    record(terminal, folder, artifacts, shown) {
      if (seen === null) return;
      const { root, observer } = seen;
      const history = observer.files.readTree(historyFolder);
      if (history.kind !== "missing" && !(history.kind === "ok" && history.value.folder)) return;
      const observations = observer.observations();
      if (observations === null) return;
      saveRecord(terminal, { root, observations, output: outputState(folder, artifacts), shown });
    },
  };
}

const historyFolder = "ledger";
