import { MarkupKind, type ParameterInformation, SignatureHelpRequest } from "vscode-languageserver/node.js";
import { signatureAt } from "../../ide/signature-help.ts";
import { defineHandler } from "../handler.ts";
import { cursorOf } from "../server.ts";

export const handler = defineHandler(SignatureHelpRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: ["="] } }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    const found = cursor && signatureAt(cursor.snapshot, cursor.uri, cursor.offset);
    if (!found) return null;
    const { label, doc, parameters, active } = found;
    return {
      signatures: [
        {
          label,
          ...(doc === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
          parameters: parameters.map(([start, end]): ParameterInformation => ({ label: [start, end] })),
        },
      ],
      activeSignature: 0,
      activeParameter: active ?? parameters.length,
    };
  },
});
