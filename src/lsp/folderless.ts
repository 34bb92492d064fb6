import type { TextDocument } from "vscode-languageserver-textdocument";
import { createParseStore } from "../query/parse-store.ts";
import { createSnapshot } from "../query/snapshot.ts";
import { standardLibrary } from "../semantics/stdlib.gen.ts";
import { noFiles } from "./files.ts";
import type { Project } from "./project.ts";

/** A document that lies in no folder, as a project of its own. */
export function loneProject(document: TextDocument): Project {
  return folderless(document.uri, "untitled.immu", document.getText());
}

/** A project that imports every module, for reading the library where no project is open. */
export const standardProject = folderless(
  "library.immu",
  "library.immu",
  Object.keys(standardLibrary)
    .map((module) => `import { name } from "${module}"\n`)
    .join(""),
);

function folderless(uri: string, entry: string, text: string): Project {
  const snapshot = createSnapshot(
    { files: noFiles, entry, params: new Map(), lock: null, locked: false, live: {}, purpose: "fragment" },
    createParseStore(),
    new Map([[entry, text]]),
  );
  return { place: { kind: "document", uri }, snapshot, lockDiagnostics: [], lockSources: new Map() };
}
