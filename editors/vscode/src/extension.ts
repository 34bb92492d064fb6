import * as vscode from "vscode";
import { explain } from "./explain.ts";
import { projectOf } from "./project.ts";
import { createRolloutView } from "./rollout-view.ts";
import { createServer } from "./server.ts";
import { showReferences } from "./show-references.ts";
import { runAsTask } from "./task.ts";

let stop: (() => Promise<void>) | undefined;

/** Starts the server. Called once a spec is opened; the editor disposes of what is subscribed. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = createServer(context);
  const rollouts = createRolloutView(server, vscode.Uri.joinPath(context.extensionUri, "icon.png"));
  const register = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  };
  register("immu.build", async () => {
    const project = await projectOf(vscode.window.activeTextEditor);
    if (project) await runAsTask(server.program(), ["build"], project);
  });
  register("immu.showRollout", async () => {
    const project = await projectOf(vscode.window.activeTextEditor);
    if (project) await rollouts.show(project);
  });
  register("immu.explain", explain);
  register("immu.restartServer", server.restart);
  register("immu.showOutput", server.showOutput);
  register("immu.showReferences", showReferences);
  context.subscriptions.push(
    server,
    rollouts,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("immu.server.path")) void server.restart();
    }),
  );
  stop = server.stop;
  await server.restart();
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
