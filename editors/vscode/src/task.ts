import * as vscode from "vscode";
import type { Program } from "./program.ts";

/** Runs `immuc` in a project's folder, in a terminal that is there to be read afterwards. */
export async function runAsTask(program: Program, words: readonly string[], folder: vscode.Uri): Promise<void> {
  const name = `immuc ${words.join(" ")}`;
  const execution = new vscode.ProcessExecution(program.command, [...program.args, ...words], {
    cwd: folder.fsPath,
    env: { ...program.env },
  });
  const scope = vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task({ type: "immuc", words: words.join(" ") }, scope, name, "immuc", execution);
  task.presentationOptions = { clear: true, echo: false, focus: false, showReuseMessage: false };
  await vscode.tasks.executeTask(task);
}
