import type { FileTree, ProjectFiles, ReadResult } from "../../src/base/project-files.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { noColors } from "../../src/diagnostics/render/palette.ts";
import { renderText } from "../../src/diagnostics/render/text/render-text.ts";
import type { Live } from "../../src/plan/live.ts";
import type { Lock } from "../../src/plan/lock.ts";
import { type Compilation, compile } from "../../src/query/compile.ts";
import type { CompileInput } from "../../src/query/compile-input.ts";

/** Text by root-relative path; bytes for what is no text. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface CompileOptions {
  readonly entry?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly lock?: Lock | null;
  readonly locked?: boolean;
  readonly live?: Live;
  readonly purpose?: CompileInput["purpose"];
  readonly environment?: string;
}

/** Compiles a project that lives in memory; a text alone is its `main.immu`. */
export function compileFiles(sources: string | Files, options: CompileOptions = {}): Compilation {
  const files = typeof sources === "string" ? { "main.immu": sources } : sources;
  return compile({
    files: filesInMemory(files),
    entry: options.entry ?? "main.immu",
    params: new Map(Object.entries(options.params ?? {})),
    lock: options.lock ?? null,
    locked: options.locked ?? false,
    live: options.live ?? {},
    purpose: options.purpose ?? "build",
    environment: options.environment,
  });
}

/** The codes that a project gets, sorted by place. */
export function codesOf(sources: string | Files, options: CompileOptions = {}): readonly string[] {
  return compileFiles(sources, options).diagnostics.map((diagnostic) => diagnostic.code);
}

/** What a compilation found, as a terminal without colours shows it. */
export function rendered({ diagnostics, sources }: Pick<Compilation, "diagnostics" | "sources">): string {
  return renderText(diagnostics, sources, { palette: noColors, width: 110, pathOf: (uri) => uri });
}

/** `main.immu:3:7 IMMU3001 message`: a finding on one line. */
export function lineOf(diagnostic: Diagnostic, sources: Compilation["sources"]): string {
  const text = sources.get(diagnostic.span.uri)?.text ?? "";
  const before = text.slice(0, diagnostic.span.start).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  return `${diagnostic.span.uri}:${before.length}:${column} ${diagnostic.code} ${diagnostic.message}`;
}

/** Files as the core asks for them. A path that others lie below is a folder. */
export function filesInMemory(files: Files): ProjectFiles {
  const paths = Object.keys(files).sort();
  const below = (path: string): readonly string[] => paths.filter((each) => each.startsWith(`${path}/`));
  const problem = (path: string): Exclude<ReadResult<never>, { kind: "ok" }> => {
    const folder = path.split("/").slice(0, -1).join("/");
    const similar = paths.filter((each) => each.split("/").slice(0, -1).join("/") === folder);
    return { kind: "missing", similar: similar.map((each) => each.split("/").at(-1) ?? each) };
  };
  return {
    readSource(path) {
      const found = Object.hasOwn(files, path) ? files[path] : undefined;
      if (found === undefined) return below(path).length > 0 ? { kind: "not-regular" } : problem(path);
      return { kind: "ok", value: typeof found === "string" ? found : new TextDecoder().decode(found) };
    },
    readTree(path) {
      const single = Object.hasOwn(files, path) ? files[path] : undefined;
      if (single !== undefined) return { kind: "ok", value: tree(false, [["", single]]) };
      const inside = below(path);
      if (inside.length === 0) return problem(path);
      const entries = inside.map((each) => [each.slice(path.length + 1), files[each] ?? ""] as const);
      return { kind: "ok", value: tree(true, entries) };
    },
  };
}

function tree(folder: boolean, entries: readonly (readonly [string, string | Uint8Array])[]): FileTree {
  return {
    folder,
    files: entries.map(([path, content]) => ({
      path,
      bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
      executable: path.endsWith(".sh"),
    })),
  };
}
