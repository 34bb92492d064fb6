import { WillRenameFilesRequest, type WorkspaceEdit } from "vscode-languageserver/node.js";
import { fileRenameEdits } from "../../ide/file-renames.ts";
import { defineHandler } from "../handler.ts";
import { pathInside, pathOfUri } from "../uris.ts";
import { together, toWorkspaceEdit } from "../workspace-edit.ts";

export const handler = defineHandler(WillRenameFilesRequest.type, {
  needs: ["files"],
  capabilities: () => ({
    workspace: { fileOperations: { willRename: { filters: [{ scheme: "file", pattern: { glob: "**/*" } }] } } },
  }),
  handle(server, { files }) {
    const edits = server.workspace.projects().flatMap((project): readonly WorkspaceEdit[] => {
      const { place, snapshot } = project;
      if (place.kind === "document") return [];
      const renames = files.flatMap(({ oldUri, newUri }) => {
        const [from, to] = [oldUri, newUri].map((uri) => pathInside(place.path, pathOfUri(uri) ?? ""));
        return from && to ? [{ from, to }] : [];
      });
      return [toWorkspaceEdit(server, project, fileRenameEdits(snapshot, renames))];
    });
    return together(edits);
  },
});
