import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { temporaryFolder } from "../host/temporary-folder.ts";
import { folderWith, ownProgram, type Run, runProgram } from "./cli.ts";

const program = ownProgram();
const bundle = dirname(program);
const chunks = join(bundle, "chunks");

const lock = JSON.stringify({
  bases: [
    {
      architecture: "x86_64",
      created: "2026-09-11T04:12:31.000Z",
      id: "ami-0c1f7b7eb05c17ca5",
      name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260911",
      owner: "099720109477",
      pattern: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*",
      region: "eu-west-1",
    },
  ],
  toolchain: {},
  version: 1,
});

const files = {
  "main.immu": `import { ubuntu_2404 } from "std/images"
import { handover } from "std/rollouts"
import { machines } from "./sizes"
project shop {}
param version: string = "1"
image web extends ubuntu_2404 {
  copy site { from = "./site"  to = "/srv/site" }
  run setup { script = "./setup.sh"  env = { VERSION: version } }
}
fleet web { image = image.web  instances = ["t3.micro"]  size = machines  rollout = handover
  egress https { to = "0.0.0.0/0"  port = 443 }
}
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment prod { region = "eu-west-1"  network = network.main }
`,
  "sizes.immu": "let machines = 2..2\n",
  "site/index.html": "<h1>shop</h1>\n",
  "site/style/main.css": "h1 { color: teal }\n",
  "setup.sh": "#!/bin/sh\n# Ships logs.\ndpkg -i amazon-cloudwatch-agent.deb\n",
  "immu.lock": lock,
};

describe("a build that has nothing to do", () => {
  it.each([[[]], [["--json"]], [["--param", "version=2", "--env", "prod", "--out", "elsewhere", "--color"]]])(
    "says so without the compiler: %s",
    async (options) => {
      const folder = folderWith(files);
      const env = { IMMUC_CACHE: join(folder, "../", `records-${options.length}`) };
      const build = (): Promise<Run> => runProgram(program, ["build", ...options], { folder, env });
      expect(await build()).toMatchObject({ code: 0, stderr: "" });
      const usual = await runProgram(program, ["build", ...options], { folder, env: { IMMUC_CACHE: "off" } });
      await withoutCompiler(async () => {
        expect(withoutTime(await build())).toEqual(withoutTime(usual));
        writeFileSync(join(folder, "sizes.immu"), "let machines = 3..4\n");
        expect((await build()).code).not.toBe(0);
      });
      rmSync(env.IMMUC_CACHE, { recursive: true });
    },
  );

  it("shows findings every time, as they look on the terminal", async () => {
    const folder = folderWith({
      ...files,
      "main.immu": `import { careful } from "std/rollouts"\n${files["main.immu"]}`,
    });
    const first = await runProgram(program, ["build"], { folder });
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining("careful") });
    await withoutCompiler(async () => {
      expect((await runProgram(program, ["build"], { folder })).stderr).toBe(first.stderr);
    });
    const colored = await runProgram(program, ["build"], { folder, env: { FORCE_COLOR: "1" } });
    expect(colored.stderr).not.toBe(first.stderr);
    expect(stripVTControlCharacters(colored.stderr)).toBe(first.stderr);
  });

  it("does without records that are torn, and where none can be kept", async () => {
    const folder = folderWith(files);
    const records = temporaryFolder();
    const build = (cache: string): Promise<Run> =>
      runProgram(program, ["build"], { folder, env: { IMMUC_CACHE: cache } });
    await build(records);
    for (const name of readdirSync(join(records, "builds"))) {
      const file = join(records, "builds", name);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace('"unchanged"', '"unchanged "').replace(/.$/, ""));
    }
    expect(await build(records)).toMatchObject({ code: 0, stderr: "" });
    writeFileSync(join(records, "file"), "");
    for (const cache of [join(records, "file"), "off", "relative/folder"]) {
      expect(await build(cache), cache).toMatchObject({ code: 0, stderr: "" });
    }
    expect(existsSync(join(folder, "relative"))).toBe(false);
  });
});

// The same edits in two copies of a project: one builds with records, the other without.
test("after any edits, a build does and says what it would without records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyEdit, anyOptions), { minLength: 3, maxLength: 7 }), async (steps) => {
      const place = temporaryFolder();
      const [recorded, plain] = ["recorded", "plain"].map((name) => join(place, name, "shop")) as [string, string];
      writeTree(recorded, files);
      writeTree(plain, files);
      const removed = new Map<string, Buffer>();
      for (const [edit, options] of [[nothing, []], [nothing, []], ...steps] as const) {
        for (const folder of [recorded, plain]) carryOut(edit, folder, removed);
        const [one, other] = await Promise.all([
          runProgram(program, ["build", ...options], {
            folder: recorded,
            env: { IMMUC_CACHE: join(place, "records") },
          }),
          runProgram(program, ["build", ...options], { folder: plain, env: { IMMUC_CACHE: "off" } }),
        ]);
        expect(withoutTime({ ...one, stderr: one.stderr.replaceAll(recorded, plain) })).toEqual(withoutTime(other));
        expect(treeOf(recorded)).toEqual(treeOf(plain));
      }
    }),
    { numRuns: 8 },
  );
}, 600_000);

type Edit =
  | { readonly kind: "nothing" }
  | { readonly kind: "write"; readonly path: string; readonly text: string }
  | { readonly kind: "remove" | "touch" | "execute" | "restore" | "link"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string };

const nothing: Edit = { kind: "nothing" };

const paths = [
  ...Object.keys(files),
  "site/more.txt",
  "ledger/prod.jsonl",
  "dist/immu.manifest.json",
  "dist/cdktf.out/manifest.json",
  "dist/packer/web/image.pkr.hcl",
  "dist/packer/web/files/agent.sh",
  "dist/.immuc-journal.json",
  "dist/mine.txt",
];

const anyPath = fc.constantFrom(...paths);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(nothing) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("let machines = 2..4\n", "let machines = 2..2\n", "let machines = oops\n")
      .map((text) => {
        return { kind: "write", path: "sizes.immu", text } as const;
      }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("write" as const), path: anyPath, text: fc.constantFrom("", "x\n") }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("remove", "touch", "execute", "link"), path: anyPath }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("restore" as const), path: anyPath }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rename" as const), path: anyPath, to: anyPath }) },
);
const anyOptions = fc.oneof(
  { weight: 4, arbitrary: fc.constant([] as readonly string[]) },
  { weight: 1, arbitrary: fc.constantFrom(["--json"], ["--param", "version=2"], ["--env", "prod"], ["--locked"]) },
);

function carryOut(edit: Edit, folder: string, removed: Map<string, Buffer>): void {
  if (edit.kind === "nothing") return;
  const place = join(folder, edit.path);
  if (edit.kind === "restore") {
    const text = (files as Readonly<Record<string, string>>)[edit.path] ?? removed.get(`${folder} ${edit.path}`);
    if (text !== undefined) writeTree(folder, { [edit.path]: text });
    return;
  }
  if (edit.kind === "write") {
    writeTree(folder, { [edit.path]: edit.text });
    return;
  }
  if (!existsSync(place)) return;
  const content = readFileSync(place);
  switch (edit.kind) {
    case "remove":
      removed.set(`${folder} ${edit.path}`, content);
      rmSync(place);
      return;
    case "touch":
      utimesSync(place, 1, 1);
      return;
    case "execute":
      chmodSync(place, statSync(place).mode ^ 0o100);
      return;
    case "link": {
      // The same bytes, but from outside of the project: no build may read them, nor take them for its own output.
      const outside = join(folder, "..", "outside");
      writeFileSync(outside, content);
      rmSync(place);
      symlinkSync(outside, place);
      return;
    }
    case "rename":
      mkdirSync(dirname(join(folder, edit.to)), { recursive: true });
      renameSync(place, join(folder, edit.to));
      return;
  }
}

function writeTree(folder: string, tree: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, text] of Object.entries(tree)) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { force: true });
    writeFileSync(place, text);
  }
}

/** Every file with its kind, mode and bytes. */
function treeOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const status = lstatSync(join(folder, name));
      const content = status.isDirectory() ? "" : readFileSync(join(folder, name), "utf8");
      return [name, `${status.mode} ${content}`];
    }),
  );
}

function withoutTime({ code, stdout, stderr }: Run): object {
  return { code, stdout: stripVTControlCharacters(stdout).replace(/ in [\d.]+ m?s$/m, ""), stderr };
}

/** Takes the file away that begins all else. */
async function withoutCompiler(work: () => Promise<void>): Promise<void> {
  const away = join(bundle, "away");
  cpSync(join(chunks, "line.js"), away);
  rmSync(join(chunks, "line.js"));
  try {
    await work();
  } finally {
    renameSync(away, join(chunks, "line.js"));
  }
}
