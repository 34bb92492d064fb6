import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { editorSession, editorsFolder, missingEditor } from "./support/editor-session.ts";
import { describeWithTools } from "./support/tools.ts";

describeWithTools("Neovim", [missingEditor("nvim", ["--version"], "neovim")], () => {
  const session = editorSession();

  it("shows, completes, renames and formats", () => {
    const script = join(import.meta.dirname, "editors-neovim.lua");
    const args = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`];
    const { status, stdout, stderr } = spawnSync("nvim", args, {
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
    expect(`${stdout}${stderr}`).toContain("ok no error is left once it is mended");
  }, 150_000);
});
