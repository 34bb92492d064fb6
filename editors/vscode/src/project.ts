import * as vscode from "vscode";

/** The file that a project begins with. */
const entryName = "main.immu";

/**
 * The folder of the project that an editor's file belongs to: the nearest one with a main.immu. Where no spec is open,
 * the workspace's only project, or the one that is picked. Undefined, and said so, where there is none.
 */
export async function projectOf(editor: vscode.TextEditor | undefined): Promise<vscode.Uri | undefined> {
  const nearest = editor && (await nearestProject(editor.document.uri));
  if (nearest) return nearest;
  const entries = await vscode.workspace.findFiles(`**/${entryName}`, "**/{node_modules,dist}/**");
  const folders = entries
    .map((entry) => vscode.Uri.joinPath(entry, ".."))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const [only] = folders;
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      `There is no ${entryName} in this workspace; immuc init starts a project.`,
    );
    return undefined;
  }
  if (folders.length === 1) return only;
  const items = folders.map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "Which project?" }))?.folder;
}

async function nearestProject(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (uri.scheme === "untitled" || !vscode.workspace.fs.isWritableFileSystem(uri.scheme)) return undefined;
  for (let folder = vscode.Uri.joinPath(uri, ".."); ; folder = vscode.Uri.joinPath(folder, "..")) {
    if (await isFile(vscode.Uri.joinPath(folder, entryName))) return folder;
    if (folder.path === vscode.Uri.joinPath(folder, "..").path) return undefined;
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
