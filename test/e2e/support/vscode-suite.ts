import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

/*
 * Runs inside of VS Code's extension host, beside the installed extension, with the workspace that
 * editors-vscode.test.ts lays out: `hello` (a broken project) and `nested/shop`. What comes of each check is written to
 * `outcome.json` beside this file.
 */

export async function run(): Promise<void> {
  const outcome: Record<string, string> = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      outcome[name] = "ok";
    } catch (error) {
      outcome[name] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
  writeFileSync(join(__dirname, "outcome.json"), JSON.stringify(outcome, null, 2));
}

const checks: Readonly<Record<string, () => Promise<void>>> = {
  async "a spec starts the extension"() {
    const { document } = await open("hello/main.immu");
    equal(document.languageId, "immu");
    await until("it is active", () => extension().isActive);
  },

  async "diagnostics are those of immuc check"() {
    const { document } = await open("hello/main.immu");
    const program = join(extension().extensionPath, "server/immuc.cjs");
    const wanted = foundBy(program, folder("hello"));
    const found = await until("there are as many", () => {
      const diagnostics = vscode.languages.getDiagnostics(document.uri);
      return diagnostics.length >= wanted.length && diagnostics;
    });
    const shown = found.map(({ code, range, severity }) => {
      const { value } = code as { readonly value: string };
      return [value, severity, range.start.line + 1, range.start.character + 1, range.end.character + 1].join(" ");
    });
    equal(shown.sort().join("\n"), wanted.sort().join("\n"));
  },

  async "what a file was like before is shown and not judged"() {
    const { document } = await open("nested/shop/main.immu");
    const text = `${document.getText()}\nlet x = none\n`;
    const before = { provideTextDocumentContent: () => text };
    const registration = vscode.workspace.registerTextDocumentContentProvider("before", before);
    const old = await vscode.workspace.openTextDocument(document.uri.with({ scheme: "before", query: "1" }));
    await vscode.window.showTextDocument(old);
    equal(old.languageId, "immu");
    // An answer about a file tells that the server is through with what came before it.
    await at<vscode.Hover[]>("vscode.executeHoverProvider", document, "project sh|op");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    equal(vscode.languages.getDiagnostics(old.uri).length, 0);
    registration.dispose();
  },

  async "hover shows the documentation"() {
    const { document } = await open("hello/main.immu");
    const hovers = await at<vscode.Hover[]>("vscode.executeHoverProvider", document, "image.gree|ter");
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === "string" ? each : each.value)),
    );
    contains(texts.join("\n"), "Says hello");
  },

  async "completion offers what fits, and the snippets"() {
    const { document } = await open("hello/main.immu");
    const list = await at<vscode.CompletionList>("vscode.executeCompletionItemProvider", document, "= hando|vr");
    contains(list.items.map(labelOf).join(" "), "handover");
    const outside = await at<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document,
      "project hello {}\n|",
    );
    contains(outside.items.map(labelOf).join(" "), "balancer environment fleet image");
  },

  async "a definition leads into the standard library"() {
    const { document } = await open("hello/main.immu");
    const links = await at<vscode.LocationLink[]>("vscode.executeDefinitionProvider", document, "import { hand|over }");
    const target = links[0]?.targetUri ?? vscode.Uri.parse("missing:");
    equal(target.toString(), "immu-std:/std/rollouts.immu");
    const library = await vscode.workspace.openTextDocument(target);
    equal(library.languageId, "immu");
    contains(library.getText(), "rollout handover");
  },

  async "references and lenses are counted"() {
    const { document } = await open("nested/shop/infra/images.immu");
    const lenses = await until("there are lenses", async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
      );
      return found.length > 0 && found;
    });
    contains(lenses.map(({ command }) => `${command?.title} ${command?.command}`).join("\n"), "immu.showReferences");
    const uses = await at<vscode.Location[]>("vscode.executeReferenceProvider", document, "image w|eb");
    contains(uses.map(({ uri }) => uri.path).join("\n"), "/infra/fleets.immu");
  },

  async "semantic tokens say what names are"() {
    const { document } = await open("hello/main.immu");
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    );
    const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    );
    const texts = decoded(document, legend, data);
    contains(texts, "greeters struct.declaration");
    contains(texts, "few variable.declaration.readonly");
    contains(texts, "rollout property");
  },

  async "symbols make an outline"() {
    const { document } = await open("hello/main.immu");
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    equal(symbols.map(({ name }) => name).join(" "), "hello greeter few greeters main prod");
  },

  async "a quick fix mends the mistake"() {
    const { document } = await open("hello/main.immu");
    const range = rangeOf(document, "|handovr|");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const [fix] = actions.filter(({ title }) => title.includes("handover"));
    if (!fix?.edit) throw new Error(`no fix among ${actions.map(({ title }) => title).join(", ")}`);
    await vscode.workspace.applyEdit(fix.edit);
    contains(document.getText(), "rollout   = handover\n");
    await until("no error is left", () => !vscode.languages.getDiagnostics(document.uri).some(isError));
  },

  async "renaming reaches every use"() {
    const { document } = await open("hello/main.immu");
    const edit = await at<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document, "let fe|w", "many");
    await vscode.workspace.applyEdit(edit);
    contains(document.getText(), "let many = 2");
    contains(document.getText(), "size = many..many");
  },

  async "formatting aligns"() {
    const { document } = await open("hello/main.immu");
    await vscode.commands.executeCommand("editor.action.formatDocument");
    contains(document.getText(), "  size      = many..many\n");
  },

  async "saving formats"() {
    const { document } = await open("nested/shop/main.immu");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "\n\n");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    equal(document.getText().slice(0, 1) === "\n", false);
  },

  async "brackets, comments and indents are the language's"() {
    const document = await vscode.workspace.openTextDocument({ language: "immu", content: "" });
    await vscode.window.showTextDocument(document);
    await type("/// Says hello.\nIt does.");
    equal(document.getText(), "/// Says hello.\n/// It does.");
    await type("\n");
    await vscode.commands.executeCommand("deleteAllLeft");
    await type('fleet a {\nconfig = { A: "x');
    equal(document.getText(), '/// Says hello.\n/// It does.\nfleet a {\n  config = { A: "x"}\n}');
    await vscode.commands.executeCommand("editor.action.commentLine");
    contains(document.getText(), '\n  // config = { A: "x"}\n');
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  },

  async "an explanation opens as a page"() {
    await vscode.commands.executeCommand("immu.explain", "2011");
    const tab = await until("its tab", () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return activeTab?.input instanceof vscode.TabInputCustom && activeTab;
    });
    contains(tab.label, "IMMU2011");
    equal((tab.input as vscode.TabInputCustom).viewType, "vscode.markdown.preview.editor");
    await vscode.window.tabGroups.close(tab);
  },

  async "the rollout panel opens"() {
    await open("nested/shop/infra/fleets.immu");
    await vscode.commands.executeCommand("immu.showRollout");
    const panel = await until("there is a panel", () => {
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
      return tabs.find(({ input }) => input instanceof vscode.TabInputWebview) ?? false;
    });
    equal(panel.label, "Rollouts");
    await vscode.window.tabGroups.close(panel);
  },

  async "a build is of the project of the active file"() {
    await open("nested/shop/infra/fleets.immu");
    const ended = new Promise<number | undefined>((resolve) => {
      vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode));
    });
    await vscode.commands.executeCommand("immu.build");
    equal(await ended, 0);
    equal(existsSync(folder("nested/shop/dist")), true);
    equal(existsSync(folder("dist")) || existsSync(folder("hello/dist")), false);
  },
};

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension("immuc.immu");
  if (!found) throw new Error("the extension is not installed");
  return found;
}

function folder(path: string): string {
  return join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", path);
}

function open(path: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.file(folder(path)));
}

/** What a command answers of the place that `|` marks in a piece of the text. */
function at<T>(command: string, document: vscode.TextDocument, marked: string, ...rest: unknown[]): Thenable<T> {
  return vscode.commands.executeCommand<T>(command, document.uri, rangeOf(document, marked).start, ...rest);
}

function rangeOf(document: vscode.TextDocument, marked: string): vscode.Range {
  const [first = "", second = ""] = marked.split("|");
  const offset = document.getText().indexOf(marked.replaceAll("|", ""));
  if (offset < 0) throw new Error(`no ${marked} in ${document.getText()}`);
  const start = document.positionAt(offset + first.length);
  return new vscode.Range(start, document.positionAt(offset + first.length + second.length));
}

async function type(text: string): Promise<void> {
  for (const character of text) await vscode.commands.executeCommand("type", { text: character });
}

function foundBy(program: string, project: string): string[] {
  let output = "";
  try {
    output = execFileSync(process.execPath, [program, "check", "--json", project], { encoding: "utf8" });
  } catch (error) {
    output = (error as { readonly stdout: string }).stdout;
  }
  const severities: Readonly<Record<string, vscode.DiagnosticSeverity>> = {
    error: vscode.DiagnosticSeverity.Error,
    warning: vscode.DiagnosticSeverity.Warning,
    info: vscode.DiagnosticSeverity.Information,
  };
  interface Finding {
    readonly code: string;
    readonly level: string;
    readonly location: { readonly start: Place; readonly end: Place };
  }
  interface Place {
    readonly line: number;
    readonly column: number;
  }
  const { diagnostics } = JSON.parse(output) as { readonly diagnostics: readonly Finding[] };
  return diagnostics.map(({ code, level, location: { start, end } }) =>
    [code, severities[level], start.line, start.column, end.column].join(" "),
  );
}

function decoded(document: vscode.TextDocument, legend: vscode.SemanticTokensLegend, data: Uint32Array): string {
  const lines: string[] = [];
  let [line, character] = [0, 0];
  for (let index = 0; index + 4 < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.subarray(index, index + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const text = document.getText(new vscode.Range(line, character, line, character + length));
    const names = legend.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0);
    lines.push(`${text} ${[legend.tokenTypes[type], ...names].join(".")}`);
  }
  return lines.join("\n");
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

function isError({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Error;
}

async function until<T>(what: string, holds: () => T | false | Promise<T | false>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await holds();
    if (found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}

function equal(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

function contains(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`no ${JSON.stringify(part)} in ${text}`);
}
