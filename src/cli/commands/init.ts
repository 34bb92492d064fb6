import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { faultsNaming } from "../../host/fault.ts";
import { makeFolder } from "../../host/make-folder.ts";
import { defineCommand, optionalWord } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { shownPath } from "../project/locate-project.ts";
import { pathWord } from "../project/path-word.ts";
import { template } from "../template.gen.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "start a small project that builds at once",
  description:
    "Writes a small project that is complete and builds at once, with comments that explain it. Overwrites nothing.",
  arguments: { folder: optionalWord("folder", "where to (default: the current folder)") },
  options: {},
  run({ terminal, arguments: { folder = "." } }) {
    const root = resolve(terminal.folder, folder);
    const ignored = join(root, ignoreFile);
    const kept = existsSync(ignored) ? faultsNaming("read", ignored, () => readFileSync(ignored, "utf8")) : null;
    const wanted = Object.entries(template).filter(([path]) => kept === null || path !== ignoreFile);
    const files = wanted.map(([path, text]) => ({
      path,
      shownAs: join(folder, path),
      text: path === "main.immu" ? text.replace("my_project", projectName(root)) : text,
    }));
    const [taken] = files.filter(({ path }) => existsSync(join(root, path)));
    if (taken !== undefined) {
      throw new UsageError(
        `${taken.shownAs} is there already, so nothing was written\n  Name a folder that is empty, or one that does not exist yet.`,
      );
    }
    for (const { path, shownAs, text } of files) {
      faultsNaming("write", shownAs, () => {
        makeFolder(dirname(join(root, path)));
        writeFileSync(join(root, path), text, { flag: "wx", mode: text.startsWith("#!") ? 0o755 : 0o644 });
      });
    }
    terminal.print(
      nextSteps(
        terminal,
        root,
        files.map((file) => file.shownAs),
      ),
    );
    if (kept !== null && !/^\/?dist\/?\s*$/m.test(kept))
      terminal.note(
        `${join(folder, ignoreFile)} was there already: add \`dist/\` to it, as builds are not committed\n`,
      );
    return exitCodes.fine;
  },
});

// A repository mostly has one before it has a project.
const ignoreFile = ".gitignore";

/** The folder's name as a name of the language. */
function projectName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return /^[a-z]/.test(name) ? name : "my_project";
}

function nextSteps({ printColors, folder }: Terminal, root: string, paths: readonly string[]): string {
  const here = shownPath(folder, root);
  const target = here === "." ? "" : ` ${pathWord(here)}`;
  return [
    ...paths.map((path) => `${printColors.green("wrote")} ${path}`),
    "",
    "Next:",
    `  ${printColors.cyan(`immuc build${target}`)}    build it`,
    `  ${printColors.cyan(`immuc plan${target}`)}     see how it would roll out`,
    `and read ${join(here, "main.immu")}: its comments explain the rest.`,
    "",
  ].join("\n");
}
