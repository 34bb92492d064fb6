import * as vscode from "vscode";

/** Runs a program as a task, in a terminal that is there to be read afterwards. */
export async function runInTerminal(program: readonly string[], args: readonly string[]): Promise<void> {
  const [command = "immuc", ...rest] = program;
  const name = `immuc ${args[0] ?? ""}`.trim();
  const execution = new vscode.ProcessExecution(command, [...rest, ...args]);
  const task = new vscode.Task({ type: "immuc", task: name }, vscode.TaskScope.Workspace, name, "immuc", execution);
  await vscode.tasks.executeTask(task);
}
