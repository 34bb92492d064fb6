import * as vscode from "vscode";

/** Opens the page that explains a finding: one by its code, the one under the cursor, or one that is asked for. */
export async function explain(code?: string): Promise<void> {
  const wanted = code ?? codeAtCursor() ?? (await ask());
  if (wanted === undefined) return;
  const name = /^\d+$/.test(wanted) ? `IMMU${wanted}` : wanted.toUpperCase();
  await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(`immu-explain:/${name}.md`));
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find(({ range, source }) => source === "immuc" && range.contains(editor.selection.active));
  const code = here?.code;
  if (code === undefined) return undefined;
  return String(typeof code === "object" ? code.value : code);
}

function ask(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: "The code of the finding to explain",
    placeHolder: "IMMU2001",
    validateInput: (text) => (/^(immu)?\d{4}$/i.test(text.trim()) ? null : "A code is IMMU and four digits."),
  });
}
