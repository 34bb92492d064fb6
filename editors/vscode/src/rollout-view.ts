import * as vscode from "vscode";
import type { PlannedRollout } from "../../../src/rollout/planned-rollouts.ts";
import { rolloutPage } from "./rollout-page.ts";
import type { Server } from "./server.ts";

/** The panel that draws how a project's fleets roll out, and follows what is typed. */
export interface RolloutView extends vscode.Disposable {
  show(project: vscode.Uri): Promise<void>;
}

/** Milliseconds without a keystroke after which the panel is drawn anew. */
const pause = 250;

/** `icon`: what its tab shows. */
export function createRolloutView(server: Server, icon: vscode.Uri): RolloutView {
  let panel: vscode.WebviewPanel | undefined;
  let shown: vscode.Uri | undefined;
  // What was last drawn stays while the project is being typed into.
  let known: readonly PlannedRollout[] | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = async (): Promise<void> => {
    const project = shown;
    if (!project) return;
    const client = server.client();
    const uri = vscode.Uri.joinPath(project, "main.immu").toString();
    let answer: readonly PlannedRollout[] | null = null;
    try {
      answer = (await client?.sendRequest("immu/rollouts", { textDocument: { uri } })) ?? null;
    } catch {
      // Of what has changed meanwhile there is no answer: the change asks again.
      return;
    }
    if (!panel || shown !== project) return;
    known = answer ?? known;
    const note = client === null ? "The server does not run." : answer === null ? "The project has errors." : null;
    panel.webview.html = rolloutPage(titleOf(project), known, note);
  };
  const drawSoon = ({ document }: { readonly document: vscode.TextDocument }): void => {
    if (!panel || document.languageId !== "immu") return;
    clearTimeout(timer);
    timer = setTimeout(draw, pause);
  };
  const changes = vscode.workspace.onDidChangeTextDocument(drawSoon);
  const saves = vscode.workspace.onDidSaveTextDocument((document) => drawSoon({ document }));

  return {
    async show(project) {
      if (shown?.toString() !== project.toString()) known = null;
      shown = project;
      if (panel) panel.reveal(undefined, true);
      else {
        const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
        panel = vscode.window.createWebviewPanel("immu.rollouts", "Rollouts", column);
        panel.iconPath = icon;
        panel.onDidDispose(() => {
          panel = undefined;
        });
      }
      await draw();
    },
    dispose() {
      clearTimeout(timer);
      changes.dispose();
      saves.dispose();
      panel?.dispose();
    },
  };
}

function titleOf(project: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(project);
  return folder?.uri.toString() === project.toString() ? folder.name : vscode.workspace.asRelativePath(project);
}
