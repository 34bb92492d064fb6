import * as vscode from "vscode";

interface WirePosition {
  readonly line: number;
  readonly character: number;
}

interface WireLocation {
  readonly uri: string;
  readonly range: { readonly start: WirePosition; readonly end: WirePosition };
}

/** The command of a lens: what the server sends is plain data, what the editor wants are its own objects. */
export function showReferences(uri: string, at: WirePosition, locations: readonly WireLocation[]): Thenable<unknown> {
  const position = ({ line, character }: WirePosition): vscode.Position => new vscode.Position(line, character);
  const places = locations.map(
    ({ uri, range }) =>
      new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(position(range.start), position(range.end))),
  );
  return vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), position(at), places);
}
