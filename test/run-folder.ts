import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder for what the files of a run share, whichever worker they are in. */
    readonly runFolder: string;
  }
}

/** Makes the folder of a run before its files begin, and takes it away when they are over. */
export default function runFolder(project: TestProject): () => void {
  const folder = join(tmpdir(), `immuc-test-run-${randomUUID()}`);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const make = (): void => {
    mkdirSync(folder);
    // What is in it is run as another user too.
    chmodSync(folder, 0o755);
  };
  make();
  project.provide("runFolder", folder);
  // Whoever watches the tests has changed a source.
  project.onTestsRerun(() => {
    remove();
    make();
  });
  return remove;
}
