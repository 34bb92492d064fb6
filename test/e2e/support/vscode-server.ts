import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packageInto } from "../../../scripts/package-vscode.ts";

/** VS Code 1.100; the last one whose server runs on Node 20. */
const version = "4.100.3";

/**
 * The folder of a VS Code server with its workbench, kept between runs: the package code-server has the whole of it, and
 * we leave out what code-server adds. Null, and said so, where npm can't bring it.
 */
export function vscodeServerFolder(): string | null {
  const folder = join(tmpdir(), "immuc-vscode-server", version);
  if (existsSync(folder)) return folder;
  const scratch = mkdtempSync(join(tmpdir(), "immuc-vscode-server-"));
  const run = (command: string, args: readonly string[], cwd: string): void => {
    execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  };
  const install = ["install", "--ignore-scripts", "--omit=dev", "--no-save", "--no-audit", "--no-fund"];
  try {
    run("npm", ["pack", `code-server@${version}`, "--silent"], scratch);
    run("tar", ["xzf", `code-server-${version}.tgz`, "--strip-components=3", "package/lib/vscode"], scratch);
    rmSync(join(scratch, `code-server-${version}.tgz`));
    run("npm", [...install, `@vscode/ripgrep-${process.platform}-${process.arch}@1.18.0`], scratch);
    run("npm", install, join(scratch, "extensions"));
    const modules = join(scratch, "node_modules");
    // What an install script would fetch or build: the search, and terminals.
    symlinkSync(`../ripgrep-${process.platform}-${process.arch}/bin`, join(modules, "@vscode/ripgrep/bin"));
    run(process.execPath, [nodeGyp(), "rebuild", `--nodedir=${nodePrefix}`], join(modules, "node-pty"));
    const archive = join(scratch, "node_modules.asar");
    if (!existsSync(archive)) symlinkSync("node_modules", archive);
    mkdirSync(join(folder, ".."), { recursive: true });
    renameSync(scratch, folder);
    return folder;
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    // Another run has put it there meanwhile.
    if (existsSync(folder)) return folder;
    console.warn(`could not make a VS Code server of code-server@${version}: ${String(error)}`);
    return null;
  }
}

/** Where Node's headers lie, beside it. */
const nodePrefix = dirname(dirname(realpathSync(process.execPath)));

/** The builder of native modules that npm has within. */
function nodeGyp(): string {
  const packages = execFileSync("npm", ["root", "--global"], { encoding: "utf8", stdio: "pipe" }).trim();
  return join(packages, "npm/node_modules/node-gyp/bin/node-gyp.js");
}

/** A VS Code that serves its workbench to browsers, with our extension installed from its `.vsix`. */
export interface VscodeServer {
  /** The address of the workbench with a folder open. */
  workbench(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A file of this machine, as the workbench names it. */
  remote(path: string): string;
  /** Sets settings besides those that every test has. */
  configure(more: Readonly<Record<string, unknown>>): void;
  readonly log: () => string;
  stop(): Promise<void>;
}

const settings = {
  "chat.commandCenter.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.fontFamily": "DejaVu Sans Mono",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** `scratch`: where it keeps its data; the settings are the defaults for whoever opens it. */
export async function startVscodeServer(installation: string, scratch: string): Promise<VscodeServer> {
  const data = join(scratch, "vscode-data");
  mkdirSync(join(data, "data/Machine"), { recursive: true });
  const configure = (more: Readonly<Record<string, unknown>>): void =>
    writeFileSync(join(data, "data/Machine/settings.json"), JSON.stringify({ ...settings, ...more }));
  configure({});
  const vsix = join(scratch, "immu.vsix");
  await packageInto(vsix);
  const main = join(installation, "out/server-main.js");
  const common = ["--accept-server-license-terms", "--telemetry-level", "off", "--server-data-dir", data];
  execFileSync(process.execPath, [main, ...common, "--install-extension", vsix], { stdio: "pipe" });

  const port = await freePort();
  const place = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  const child = spawn(
    process.execPath,
    [main, ...common, ...place, "--enable-smoke-test-driver", "--disable-workspace-trust"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      if (log.includes("Extension host agent listening")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the VS Code server ended with ${code}: ${log}`)));
  });
  await ready;
  const authority = `127.0.0.1:${port}`;
  return {
    workbench(folder, payload = []) {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    remote: (path) => `vscode-remote://${authority}${path}`,
    configure,
    log: () => log,
    stop: () => stopped(child),
  };
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners("exit");
    child.once("exit", () => resolve());
    child.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
