import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProjectFiles } from "../../src/base/project-files.ts";
import { nodeProjectFiles, sourceLimit } from "../../src/host/node-project-files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface Project {
  readonly root: string;
  readonly files: ProjectFiles;
}

function project(files: Readonly<Record<string, string | Uint8Array>> = {}): Project {
  const root = join(temporaryFolder(), "project");
  mkdirSync(join(root, "folder"), { recursive: true });
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  return { root, files: nodeProjectFiles(root) };
}

describe("readSource", () => {
  it("reads UTF-8, without a byte order mark, line ends as they are", () => {
    const { files } = project({ "main.immu": "\ufeffé\r\n\ud83d\ude00" });
    expect(files.readSource("main.immu")).toEqual({ kind: "ok", value: "é\r\n\ud83d\ude00" });
  });

  it.each([
    ["first", [0xff], 0],
    ["two", [0xff, 0xff], 0],
    ["in the middle", [0x61, 0xc3, 0xa9, 0x80, 0x62], 3],
    ["cut off", [0x61, 0xe2, 0x82], 1],
    ["a surrogate", [0xed, 0xa0, 0x80], 0],
  ])("says which byte is not UTF-8: %s", (_, bytes, offset) => {
    const { files } = project({ "main.immu": Uint8Array.from(bytes) });
    expect(files.readSource("main.immu")).toEqual({ kind: "not-utf8", offset });
  });

  it.each([
    ["with the small end first", [0xff, 0xfe, 0x61, 0x00]],
    ["with the big end first", [0xfe, 0xff, 0x00, 0x61]],
    ["without a byte order mark", [0x61, 0x00, 0x62, 0x00]],
    ["without one, with the big end first", [0x00, 0x61]],
  ])("tells UTF-16 %s", (_, bytes) => {
    const { files } = project({ "main.immu": Uint8Array.from(bytes) });
    expect(files.readSource("main.immu")).toEqual({ kind: "not-utf8", offset: 0, encoding: "UTF-16" });
  });

  it("names what lies beside a missing file", () => {
    const { files } = project({ "main.immu": "", "network.immu": "" });
    const similar = ["folder", "main.immu", "network.immu"];
    expect(files.readSource("netwrok.immu")).toEqual({ kind: "missing", similar });
    expect(files.readSource("no/such.immu")).toEqual({ kind: "missing", similar: [] });
    expect(files.readSource("main.immu/below.immu")).toEqual({ kind: "missing", similar: [] });
  });

  it.each(["../main.immu", "/etc/passwd", "folder/../../x", "a\0b", "folder\\x", ".."])("refuses %j", (path) => {
    expect(project().files.readSource(path)).toEqual({ kind: "outside" });
  });

  it("follows a symbolic link inside the root and refuses one that leaves it", () => {
    const { root, files } = project({ "real.immu": "text" });
    writeFileSync(join(root, "../secret.immu"), "secret");
    symlinkSync("real.immu", join(root, "inside.immu"));
    symlinkSync("../secret.immu", join(root, "outside.immu"));
    symlinkSync("..", join(root, "up"));
    symlinkSync("loop.immu", join(root, "loop.immu"));
    expect(files.readSource("inside.immu")).toEqual({ kind: "ok", value: "text" });
    expect(files.readSource("outside.immu")).toEqual({ kind: "outside" });
    expect(files.readSource("up/secret.immu")).toEqual({ kind: "outside" });
    expect(files.readSource("loop.immu")).toEqual({
      kind: "unreadable",
      reason: "its symbolic links run in a circle (ELOOP)",
    });
  });

  it("does not take a folder that begins with the root's name for the root", () => {
    const { root, files } = project();
    mkdirSync(`${root}-other`);
    writeFileSync(`${root}-other/x.immu`, "secret");
    symlinkSync("../project-other/x.immu", join(root, "x.immu"));
    expect(files.readSource("x.immu")).toEqual({ kind: "outside" });
  });

  it("opens nothing that could hang or is no file", () => {
    const { root, files } = project();
    execFileSync("mkfifo", [join(root, "pipe.immu")]);
    symlinkSync("/dev/zero", join(root, "zero.immu"));
    expect(files.readSource("pipe.immu")).toEqual({ kind: "not-regular" });
    expect(files.readSource("folder")).toEqual({ kind: "not-regular" });
    expect(files.readSource("zero.immu")).toEqual({ kind: "outside" });
  });

  it("reads up to the limit and not a byte more", () => {
    const { root, files } = project({ "big.immu": "" });
    truncateSync(join(root, "big.immu"), sourceLimit);
    expect(files.readSource("big.immu").kind).toBe("ok");
    truncateSync(join(root, "big.immu"), sourceLimit + 1);
    expect(files.readSource("big.immu")).toEqual({ kind: "too-large", size: sourceLimit + 1, limit: sourceLimit });
  });
});

describe("readTree", () => {
  it("reads one file", () => {
    const { root, files } = project({ "run.sh": "#!/bin/sh\n" });
    chmodSync(join(root, "run.sh"), 0o755);
    const bytes = Buffer.from("#!/bin/sh\n");
    expect(files.readTree("run.sh")).toEqual({
      kind: "ok",
      value: { folder: false, files: [{ path: "", bytes, executable: true }] },
    });
  });

  it("reads a folder with all below it, sorted by code point", () => {
    const { root, files } = project();
    mkdirSync(join(root, "tree/sub"), { recursive: true });
    for (const path of ["b", "a", "B", "sub/x", "sub-y", "\uffee", "\ud83d\ude00"]) {
      writeFileSync(join(root, "tree", path), path);
    }
    const tree = files.readTree("tree");
    if (tree.kind !== "ok") throw new Error(tree.kind);
    expect(tree.value.folder).toBe(true);
    const paths = tree.value.files.map((file) => file.path);
    expect(paths).toEqual(["B", "a", "b", "sub-y", "sub/x", "\uffee", "\ud83d\ude00"]);
    expect(tree.value.files.map((file) => Buffer.from(file.bytes).toString())).toEqual(paths);
  });

  it("says which entry is the trouble", () => {
    const { root, files } = project();
    mkdirSync(join(root, "tree/sub"), { recursive: true });
    execFileSync("mkfifo", [join(root, "tree/sub/pipe")]);
    expect(files.readTree("tree")).toEqual({ kind: "not-regular", at: "sub/pipe" });
  });

  it("refuses a link that leaves the root, a circle of links, and a dangling link", () => {
    const { root, files } = project();
    for (const name of ["leaves", "circle", "dangling"]) mkdirSync(join(root, name));
    symlinkSync("/etc/passwd", join(root, "leaves/passwd"));
    symlinkSync("../circle", join(root, "circle/self"));
    symlinkSync("nothing", join(root, "dangling/link"));
    expect(files.readTree("leaves")).toEqual({ kind: "outside", at: "passwd" });
    expect(files.readTree("circle")).toEqual({
      kind: "unreadable",
      reason: "its symbolic links run in a circle (ELOOP)",
      at: "self",
    });
    expect(files.readTree("dangling")).toEqual({
      kind: "unreadable",
      reason: "it does not exist (ENOENT)",
      at: "link",
    });
  });
});
