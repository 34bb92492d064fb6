import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";

/** How to start `immuc`. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What people see: the setting's words, or that it is the extension's own. */
  readonly origin: string;
}

/**
 * The `immuc` that the setting names, else the one that the extension brings. What is JavaScript runs on the editor's
 * own Node, so that none need be installed.
 */
export function findProgram(context: vscode.ExtensionContext): Program {
  const configured = vscode.workspace.getConfiguration("immu").get("server.path", "").trim();
  if (configured === "") {
    return { ...onEditorsNode(context.asAbsolutePath("server/immuc.cjs")), origin: "of this extension" };
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const isRelativePath = /[\\/]/.test(configured) && !isAbsolute(configured);
  const path = isRelativePath && folder !== undefined ? join(folder, configured) : configured;
  const start = /\.[cm]?js$/.test(path) ? onEditorsNode(path) : { command: path, args: [], env: {} };
  return { ...start, origin: configured };
}

function onEditorsNode(file: string): Omit<Program, "origin"> {
  // On a desktop, that is the editor itself, which this variable makes behave as Node.
  return { command: process.execPath, args: [file], env: { ELECTRON_RUN_AS_NODE: "1" } };
}
