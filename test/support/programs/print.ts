import type { ProjectFiles } from "../../../src/base/project-files.ts";
import type { CompileInput } from "../../../src/query/compile-input.ts";
import { filesInMemory } from "../compile.ts";
import { writeDeclaration } from "./declarations.ts";
import { layOut } from "./layout.ts";
import type { Project } from "./model.ts";
import { writeTests } from "./noise.ts";
import { relativePath } from "./relative-path.ts";
import { choicesOf, type Style, shuffled } from "./style.ts";
import { createWriter, type SourceDraft, type Writer } from "./writer.ts";
import { COMMA, GAP, LINE, SPACE } from "./written.ts";

/** A project as sources and files, with the values that its parameters are given. */
export interface Printed {
  /** The sources by path, and the files beside them. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly executable: ReadonlySet<string>;
  readonly params: Readonly<Record<string, string>>;
  readonly lock: Project["lock"];
}

/** Writes a project in a style. Every style of a project means the same. */
export function print(project: Project, style: Style): Printed {
  const writer = createWriter(project, style);
  for (const [rank, declaration] of project.declarations.entries()) writeDeclaration(writer, declaration, rank);
  writeTests(writer);
  reachAll(writer);
  // White space comes out of choices of its own, so that what is written stays when only that changes.
  const layout = choicesOf(style);
  const sources = writer.files.flatMap((draft, file) =>
    draft.items.length === 0 ? [] : [[draft.path, layOut(layout, sourceText(writer, draft, file))] as const],
  );
  const held = Object.entries(project.files);
  return {
    files: Object.fromEntries([...sources, ...held.map(([path, { bytes }]) => [path, bytes] as const)]),
    executable: new Set(held.flatMap(([path, { executable }]) => (executable ? [path] : []))),
    params: Object.fromEntries(writer.params),
    lock: project.lock,
  };
}

/** What a printed project is compiled from. */
export function inputOf({ files, executable, params, lock }: Printed): CompileInput {
  const inMemory = filesInMemory(files);
  return {
    files: {
      readSource: inMemory.readSource,
      readTree(path) {
        const found = inMemory.readTree(path);
        if (found.kind !== "ok") return found;
        const marked = found.value.files.map((file) => {
          const whole = file.path === "" ? path : `${path}/${file.path}`;
          return { ...file, executable: executable.has(whole) };
        });
        return { kind: "ok", value: { ...found.value, files: marked } };
      },
    } satisfies ProjectFiles,
    entry: "main.immu",
    params: new Map(Object.entries(params)),
    lock,
    locked: false,
    live: {},
  };
}

/** A printed project for a person: its sources, one after the other, and what its other files hold. */
export function shown({ files, params }: Printed): string {
  const parts = Object.entries(files).map(([path, content]) =>
    typeof content === "string" ? `--- ${path}\n${content}` : `--- ${path}: ${content.length} bytes`,
  );
  return [...parts, `--- given ${JSON.stringify(params)}`].join("\n");
}

// Only what the entry imports takes part; a file that nothing needs a name of is imported for what it declares.
function reachAll(writer: Writer): void {
  for (const [file, draft] of writer.files.entries()) {
    if (file === 0 || draft.items.length === 0) continue;
    const known = writer.files
      .slice(0, file)
      .some((other) => [...other.imports.values()].some(({ symbol }) => symbol.home === file));
    if (known) continue;
    const made = writer.project.declarations.find(({ kind, name }) => writer.homeOf(`${kind}.${name}`) === file);
    const name = made?.name ?? draft.items.find((item) => item.name !== null)?.name;
    if (name) writer.nameIn(0, { home: file, name });
  }
}

function sourceText(writer: Writer, draft: SourceDraft, file: number): string {
  const imported = new Set(
    writer.files.flatMap((other) =>
      [...other.imports.values()].flatMap(({ symbol }) => (symbol.home === file ? [symbol.name] : [])),
    ),
  );
  const items = draft.items.map(({ text, name, mayHide }) => {
    const hidden = mayHide && name !== null && !imported.has(name) && writer.choices.pick("order", 3) === 2;
    return hidden ? `private${SPACE}${text}` : text;
  });
  const all = [...importTexts(writer, draft), ...items];
  return `${shuffled(writer.choices, all).join(LINE)}${LINE}`;
}

function importTexts(writer: Writer, draft: SourceDraft): readonly string[] {
  const bySource = new Map<string, string[]>();
  for (const { symbol, local } of draft.imports.values()) {
    const from =
      typeof symbol.home === "string" ? symbol.home : relativeModule(draft.path, writer.files[symbol.home]?.path ?? "");
    const name = symbol.name === local ? local : `${symbol.name}${SPACE}as${SPACE}${local}`;
    // As one import with many names, or as many.
    const key = writer.choices.pick("order", 3) === 2 ? `${from} ${local}` : from;
    bySource.set(key, [...(bySource.get(key) ?? []), name]);
  }
  return [...bySource].map(([key, names]) => {
    const from = key.split(" ")[0] ?? "";
    const listed = shuffled(writer.choices, names).join(`,${SPACE}`);
    return `import${SPACE}{${GAP}${listed}${COMMA}${GAP}}${SPACE}from${SPACE}"${from}"`;
  });
}

/** The path from one source to another as an import names it. */
function relativeModule(from: string, to: string): string {
  return relativePath(from, to).replace(/\.immu$/, "");
}
