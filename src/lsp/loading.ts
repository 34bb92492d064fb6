import type { WorkDoneProgressServerReporter } from "vscode-languageserver/node.js";
import type { Server } from "./server.ts";

/** Shows people that a large project is being read for the first time, and what is being done. */
export interface Loading {
  report(message: string): void;
  done(): void;
}

/**
 * Begins to show it, where the client can. The client is asked first and may take its time: what is reported meanwhile is
 * told once it has answered, and nothing is where all is done by then.
 */
export function showLoading({ connection }: Server): Loading {
  let reporter: WorkDoneProgressServerReporter | null = null;
  let message = "reading the sources";
  let isDone = false;
  connection.window.createWorkDoneProgress().then(
    (created) => {
      if (isDone) return;
      reporter = created;
      reporter.begin("immuc", undefined, message);
    },
    // A client that refuses sees nothing.
    () => {},
  );
  return {
    report(next) {
      message = next;
      reporter?.report(next);
    },
    done() {
      isDone = true;
      reporter?.done();
    },
  };
}
