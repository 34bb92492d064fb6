import type { Source } from "../base/source.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import type { Parse } from "../semantics/load-modules.ts";
import type { SourceFile } from "../syntax/ast.ts";
import { createDraft, type Draft } from "../syntax/draft.ts";

/**
 * What sources parse to, each in its latest text. The snapshots of a project, and of several in one folder, share one. A
 * tree is good until another text of its source is parsed.
 */
export interface ParseStore {
  readonly parse: Parse;
  /** For texts that are only tried out: they leave the trees of those that are written alone. */
  readonly trial: ParseStore;
}

/** A store without trees. */
export function createParseStore(): ParseStore {
  const written = new Map<string, Parsed>();
  const tried = new Map<string, Parsed>();
  const trial: ParseStore = {
    parse(source) {
      const known = written.get(source.uri);
      return known?.text === source.text ? known.parsed : parseInto(tried, source);
    },
    get trial() {
      return trial;
    },
  };
  return { parse: (source) => parseInto(written, source), trial };
}

interface Parsed {
  readonly draft: Draft;
  readonly text: string;
  readonly parsed: Outcome<SourceFile>;
}

function parseInto(store: Map<string, Parsed>, source: Source): Outcome<SourceFile> {
  const known = store.get(source.uri);
  if (known?.text === source.text) return known.parsed;
  const draft = known?.draft ?? createDraft(source.uri);
  const parsed = draft.read(source.text);
  store.set(source.uri, { draft, text: source.text, parsed });
  return parsed;
}
