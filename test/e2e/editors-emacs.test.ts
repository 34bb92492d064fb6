import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { editorSession, editorsFolder, missingEditor } from "./support/editor-session.ts";
import { describeWithTools } from "./support/tools.ts";

const missing = missingEditor("emacs", ["-q", "--batch", "--eval", "(require 'eglot)"], "emacs-nox elpa-eglot");

describeWithTools("Emacs with eglot", [missing], () => {
  const session = editorSession();

  it("shows, completes and formats", () => {
    const script = join(import.meta.dirname, "editors-emacs.el");
    const { status, stdout, stderr } = spawnSync("emacs", ["-q", "--batch", "-l", script], {
      cwd: session.folder,
      encoding: "utf8",
      timeout: 120_000,
      env: {
        ...process.env,
        IMMU_EDITORS: editorsFolder,
        IMMU_FILE: session.file,
        IMMUC_PROGRAM: session.program,
        NODE_PROGRAM: process.execPath,
      },
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(stderr).toContain("ok the end");
  }, 150_000);
});
