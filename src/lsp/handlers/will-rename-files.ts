import { WillRenameFilesRequest, type WorkspaceEdit } from "vscode-languageserver/node.js";
import { fileRenameEdits } from "../../ide/file-renames.ts";
import { defineHandler } from "../handler.ts";
import { pathInside, pathOfUri } from "../uris.ts";
import { toWorkspaceEdit } from "../workspace-edit.ts";

export const handler = defineHandler(WillRenameFilesRequest.type, {
  needs: ["files"],
  capabilities: () => ({
    workspace: { fileOperations: { willRename: { filters: [{ scheme: "file", pattern: { glob: "**/*" } }] } } },
  }),
  handle(server, { files }) {
    const edits = server.workspace.projects().flatMap((project): readonly WorkspaceEdit[] => {
      const renames = files.flatMap(({ oldUri, newUri }) => {
        const [from, to] = [oldUri, newUri].map((uri) => pathInside(project.folder, pathOfUri(uri) ?? ""));
        return from && to ? [{ from, to }] : [];
      });
      return renames.length === 0 ? [] : [toWorkspaceEdit(server, project, fileRenameEdits(project.snapshot, renames))];
    });
    const changed = edits.filter(
      ({ changes, documentChanges }) => documentChanges?.length || Object.keys(changes ?? {}).length,
    );
    // Two projects that share a file want the same of it.
    return changed[0] ?? null;
  },
});
