import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { runInTerminal } from "./terminal.ts";

let client: LanguageClient | undefined;

/** Starts the server. Called once a spec is opened; the editor disposes of what is subscribed. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const register = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  };
  register("immu.build", () => runInTerminal(program(), ["build", projectFolder()]));
  register("immu.showRollout", () => runInTerminal(program(), ["plan", projectFolder()]));
  register("immu.explain", explain);
  register("immu.restartServer", restart);
  register("immu.showReferences", showReferences);
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("immu.server.path")) void restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const [command = "immuc", ...args] = program();
  client = new LanguageClient(
    "immu",
    "Immu",
    { command, args: [...args, "lsp"], transport: TransportKind.stdio },
    { documentSelector: [{ language: "immu" }, { scheme: "immu-std" }] },
  );
  // The client shows why it could not start; the commands stay there for once that is mended.
  await client.start().catch(() => undefined);
}

async function restart(): Promise<void> {
  await client?.stop().catch(() => undefined);
  await start();
}

function program(): readonly string[] {
  const path = vscode.workspace.getConfiguration("immu").get("server.path", "immuc");
  return path.endsWith(".cjs") ? ["node", path] : [path];
}

// The nearest folder above the open file with a main.immu is the command's to find: it gets the workspace's.
function projectFolder(): string {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const folder = (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
  return folder?.uri.fsPath ?? ".";
}

async function explain(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = editor
    ? vscode.languages
        .getDiagnostics(editor.document.uri)
        .filter(({ range }) => range.contains(editor.selection.active))
        .flatMap(({ code }) => codeText(code))
    : [];
  const code = here[0] ?? (await vscode.window.showInputBox({ prompt: "The finding's code, such as IMMU2001" }));
  if (code === undefined) return;
  const uri = vscode.Uri.parse(`immu-explain:/${/^\d+$/.test(code) ? `IMMU${code}` : code.toUpperCase()}.md`);
  await vscode.commands.executeCommand("markdown.showPreview", uri);
}

function codeText(code: vscode.Diagnostic["code"]): readonly string[] {
  if (code === undefined) return [];
  return [String(typeof code === "object" ? code.value : code)];
}

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

// The command of a lens: what the server sends is plain data, what the editor wants are its own objects.
function showReferences(uri: string, at: WirePosition, locations: readonly WireLocation[]): Thenable<unknown> {
  const position = ({ line, character }: WirePosition): vscode.Position => new vscode.Position(line, character);
  const places = locations.map(
    ({ uri, range }) =>
      new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(position(range.start), position(range.end))),
  );
  return vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), position(at), places);
}
