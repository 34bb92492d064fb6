import { findingsByUri } from "./findings.ts";
import type { Server } from "./server.ts";

/** Publishes diagnostics when nothing more urgent waits. */
export interface Publisher {
  /** Something has changed. */
  request(): void;
}

export function createPublisher(server: () => Server): Publisher {
  const published = new Map<string, string>();
  let waiting = false;
  const publish = (): void => {
    waiting = false;
    const { connection, workspace } = server();
    const found = findingsByUri(server());
    for (const document of workspace.documents()) {
      if (!found.has(document.uri) && !published.has(document.uri)) published.set(document.uri, "");
    }
    for (const uri of new Set([...found.keys(), ...published.keys()])) {
      const diagnostics = [...(found.get(uri) ?? [])];
      const version = workspace.document(uri)?.version;
      const text = JSON.stringify([diagnostics, version]);
      if (published.get(uri) === text) continue;
      if (found.has(uri) || version !== undefined) published.set(uri, text);
      else published.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    }
  };
  return {
    request() {
      if (waiting) return;
      waiting = true;
      // Messages are dispatched one a turn: two turns later, those that had come with this one are through.
      setImmediate(() => setImmediate(publish));
    },
  };
}
