import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { bundledProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { anyProject } from "../support/programs/arbitrary.ts";
import { type Printed, print } from "../support/programs/print.ts";
import { anyStyle } from "../support/programs/style.ts";
import { exampleFolder } from "../support/project.ts";

const scratch = sharedFolder();
const program = bundledProgram();
const projects = join(scratch, "projects");
const seed = Math.floor(Math.random() * 2 ** 31);
/** Folder of each project by name: two examples, and two generated ones. */
const places = new Map<string, Place>();

interface Place {
  readonly folder: string;
  readonly params: readonly string[];
  /** What it is built into with nothing special around it. */
  readonly expected: string;
}

beforeAll(() => {
  for (const name of ["multi-region", "shop"]) {
    const folder = join(projects, name);
    cpSync(exampleFolder(name), folder, { recursive: true, filter: (path) => !path.endsWith("/dist") });
    addPlace(name, folder, []);
  }
  const samples = fc.sample(fc.tuple(anyProject, anyStyle), { seed, numRuns: 2 });
  for (const [index, [project, style]] of samples.entries()) {
    const folder = join(projects, `generated-${index}`);
    const printed = print({ ...project, lock: null }, style);
    writeProject(folder, printed);
    const params = Object.entries(printed.params).flatMap(([name, value]) => ["--param", `${name}=${value}`]);
    addPlace(`generated-${index}`, folder, params);
  }
}, 120_000);

function addPlace(name: string, folder: string, params: readonly string[]): void {
  const place = { folder, params, expected: join(scratch, "expected", name) };
  run(place, place.expected, {});
  places.set(name, place);
}

// Lists folders in another order than the system does, each time another.
const shuffledFolders = `
const fs = require("node:fs");
for (const [owner, name] of [[fs, "readdirSync"], [fs.promises, "readdir"]]) {
  const real = owner[name];
  const turn = (list) => list.map((item) => [Math.random(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  owner[name] = function (...args) {
    const found = real.apply(this, args);
    return typeof found.then === "function" ? found.then(turn) : turn(found);
  };
}
const real = fs.readdir;
fs.readdir = function (...args) {
  const done = args.pop();
  real.call(this, ...args, (error, list) => done(error, list && [...list].reverse()));
};
`;

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: readonly string[];
  readonly umask?: number;
  /** Where the project lies, in place of its usual folder. */
  readonly folder?: string;
  readonly from?: string;
  readonly beside?: Readonly<Record<string, string>>;
}

const surroundings: Readonly<Record<string, Surroundings>> = {
  "another time zone": { env: { TZ: "Asia/Kathmandu" } },
  "another language": { env: { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", LANGUAGE: "tr" } },
  "no language at all": { env: { LC_ALL: "C" } },
  "another umask": { umask: 0o077 },
  "another home and user": { env: { HOME: "/nonexistent", USER: "someone", LOGNAME: "someone", USERNAME: "someone" } },
  "another folder": { folder: "an other/größe $(x)" },
  "another current folder": { from: "/" },
  "a terminal that wants colours": { env: { FORCE_COLOR: "3", COLUMNS: "20", CI: "1", TERM: "xterm-256color" } },
  "settings of CDKTF, Terraform and Packer": {
    env: {
      CDKTF_OUTDIR: "/nonexistent",
      CDKTF_CONTEXT_JSON: '{"excludeStackIdFromLogicalIds":"true","cdktfVersion":"9"}',
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "1",
      CDKTF_HOME: "/nonexistent",
      SYNTH_HCL_OUTPUT: "true",
      TERRAFORM_BINARY_NAME: "tofu",
      TF_VAR_region: "us-east-1",
      TF_WORKSPACE: "other",
      TF_CLI_ARGS: "-no-color",
      PKR_VAR_region: "us-east-1",
      PACKER_LOG: "1",
      AWS_REGION: "us-west-2",
      AWS_PROFILE: "other",
    },
  },
  "a cdktf.json and files of other tools beside it": {
    beside: {
      "cdktf.json": '{ "language": "typescript", "app": "false", "output": "elsewhere", "context": { "a": "b" } }',
      "package.json": '{ "type": "commonjs", "name": "other" }',
      "terraform.tfvars": 'region = "us-east-1"\n',
      "stray.immu": "this is no source {{{",
    },
  },
  "folders listed in another order": { node: ["--require", "shuffle"] },
  "a small stack": { node: ["--stack-size=700"] },
  "a clock of another year": { node: ["--require", "clock"] },
};

const otherClock = `
const real = Date.now;
const ahead = 40 * 365 * 86400_000;
Date.now = () => real() + ahead;
globalThis.Date = class extends Date {
  constructor(...args) { args.length === 0 ? super(real() + ahead) : super(...args); }
};
Math.random = () => 0.25;
`;

test.each(Object.entries(surroundings))(
  "the output is the same with %s",
  (_title, around) => {
    for (const [name, place] of places) {
      const expected = treeOf(built(name, place, {}));
      expect(Object.keys(expected).length).toBeGreaterThan(5);
      expect(treeOf(built(name, place, around)), `${name}, seed ${seed}`).toEqual(expected);
    }
  },
  240_000,
);

test("a second build writes nothing", () => {
  for (const [name, place] of places) {
    const before = inodesOf(place.expected);
    expect(Object.keys(before).length).toBeGreaterThan(5);
    run(place, place.expected, {});
    expect(inodesOf(place.expected), `${name}, seed ${seed}`).toEqual(before);
  }
}, 120_000);

let count = 0;

/** Builds a project into a folder of its own, and gives that. */
function built(name: string, place: Place, around: Surroundings): string {
  count += 1;
  const folder = join(scratch, around.folder ?? `copies/${count}`, name);
  cpSync(place.folder, folder, { recursive: true });
  for (const [path, text] of Object.entries(around.beside ?? {})) writeFileSync(join(folder, path), text);
  const out = join(scratch, "out", String(count));
  run({ ...place, folder }, out, around);
  return out;
}

function run(
  { folder, params }: Pick<Place, "folder" | "params">,
  out: string,
  { env = {}, node = [], umask = 0o022, from }: Surroundings,
): void {
  const preloaded = { shuffle: shuffledFolders, clock: otherClock };
  const options = node.map((word) => {
    if (word !== "shuffle" && word !== "clock") return word;
    const path = join(scratch, `${word}.cjs`);
    if (!existsSync(path)) writeFileSync(path, preloaded[word]);
    return path;
  });
  const words = [...options, program, "build", from === undefined ? "." : folder, "--out", out, ...params];
  const shell = `umask ${umask.toString(8).padStart(3, "0")}; exec "$@"`;
  execFileSync("/bin/sh", ["-c", shell, "sh", process.execPath, ...words], {
    cwd: from ?? folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function writeProject(folder: string, { files, executable }: Printed): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    if (executable.has(path)) chmodSync(join(folder, path), 0o755);
  }
}

function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

/** Every file below a folder by its path: whether it can be run, and its bytes. */
function treeOf(folder: string): Readonly<Record<string, string>> {
  const entries = pathsIn(folder).map((path) => {
    const status = lstatSync(join(folder, path));
    if (!status.isFile()) return [path, "folder"] as const;
    const mark = (status.mode & 0o100) !== 0 ? "executable " : "";
    return [path, `${mark}${readFileSync(join(folder, path)).toString("latin1")}`] as const;
  });
  return Object.fromEntries(entries);
}

function inodesOf(folder: string): Readonly<Record<string, string>> {
  const entries = pathsIn(folder).map((path) => {
    const { ino, mtimeNs, mode } = lstatSync(join(folder, path), { bigint: true });
    return [path, `${ino} ${mtimeNs} ${mode}`] as const;
  });
  return Object.fromEntries(entries);
}
