import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { LanguageClient, State, type StaticFeature, TransportKind } from "vscode-languageclient/node";
import { findProgram, type Program } from "./program.ts";

/** The language server, and what the editor shows of it. */
export interface Server extends vscode.Disposable {
  program(): Program;
  /** Null while none runs. */
  client(): LanguageClient | null;
  restart(): Promise<void>;
  stop(): Promise<void>;
  showOutput(): void;
}

export function createServer(context: vscode.ExtensionContext): Server {
  const output = vscode.window.createOutputChannel("Immu", { log: true });
  const status = vscode.languages.createLanguageStatusItem("immu.server", { language: "immu" });
  status.name = "Immu";
  status.command = { command: "immu.showOutput", title: "Show the Output" };
  let client: LanguageClient | null = null;
  const program = (): Program => findProgram(context);

  const show = (text: string, detail: string, severity = vscode.LanguageStatusSeverity.Information): void => {
    status.busy = false;
    Object.assign(status, { text, detail, severity });
  };
  const stop = async (): Promise<void> => {
    const stopped = client;
    client = null;
    await stopped?.stop().catch(() => undefined);
  };
  const start = async (): Promise<void> => {
    const chosen = program();
    status.busy = true;
    const version = await versionOf(chosen);
    if (version instanceof Error) {
      show("immuc did not start", chosen.origin, vscode.LanguageStatusSeverity.Error);
      output.error(version.message);
      void complain(chosen);
      return;
    }
    output.info(`${version} ${chosen.origin}: ${[chosen.command, ...chosen.args].join(" ")}`);
    const started = new LanguageClient(
      "immu",
      "Immu",
      {
        command: chosen.command,
        args: [...chosen.args, "lsp"],
        options: { env: { ...process.env, ...chosen.env } },
        transport: TransportKind.stdio,
      },
      { documentSelector: served, outputChannel: output },
    );
    started.registerFeature(ownCommands);
    started.onDidChangeState(({ newState }) => {
      if (newState === State.Running) show(version, chosen.origin);
      if (newState === State.Stopped && client === started)
        show(`${version} stopped`, chosen.origin, vscode.LanguageStatusSeverity.Error);
    });
    client = started;
    // The client says itself why it could not start; the commands stay there for once that is mended.
    await started.start().catch(() => undefined);
  };

  return {
    program,
    client: () => client,
    async restart() {
      await stop();
      await start();
    },
    stop,
    showOutput: () => output.show(true),
    dispose() {
      status.dispose();
      output.dispose();
    },
  };
}

/** Not what a file was like in a commit: nothing that it imports is there, and nobody can mend it. */
const served = [{ language: "immu", scheme: "file" }, { language: "immu", scheme: "untitled" }, { scheme: "immu-std" }];

/** Tells the server which commands its answers may name. */
const ownCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const commands = ["editor.action.triggerSuggest", "immu.showReferences", "immu.showRollout"];
    capabilities.experimental = { commands };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

async function versionOf({ command, args, env }: Program): Promise<string | Error> {
  try {
    const { stdout } = await promisify(execFile)(command, [...args, "--version"], {
      env: { ...process.env, ...env },
      timeout: 20_000,
    });
    return stdout.trim();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function complain({ origin }: Program): Promise<void> {
  const [settings, output] = ["Open the Setting", "Show the Output"];
  const message = `The setting immu.server.path names ${origin}, which does not start. Leave it empty for the immuc that comes with the extension.`;
  const answer = await vscode.window.showErrorMessage(message, settings, output);
  if (answer === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "immu.server.path");
  if (answer === output) await vscode.commands.executeCommand("immu.showOutput");
}
