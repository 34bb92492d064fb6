import { ProtocolRequestType } from "vscode-languageserver/node.js";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { planOf } from "../../ide/values.ts";
import { type PlannedRollout, plannedRollouts } from "../../rollout/planned-rollouts.ts";
import { defineHandler } from "../handler.ts";
import { settle } from "../server.ts";

interface RolloutsParams {
  readonly textDocument: { readonly uri: string };
}

// Our own: the protocol has nothing of the kind.
const type = new ProtocolRequestType<RolloutsParams, readonly PlannedRollout[] | null, never, void, void>(
  "immu/rollouts",
);

/**
 * How every fleet of a document's project rolls out, open buffers included; null while its names and types are wrong, so
 * that an editor can keep what it shows. What a rollout rule refuses is worth seeing.
 */
export const handler = defineHandler(type, {
  needs: ["textDocument"],
  capabilities: () => ({ experimental: { rollouts: true } }),
  async handle(server, { textDocument }) {
    const located = server.workspace.locate(textDocument.uri);
    if (!located) return null;
    await settle(server, located.project);
    const { snapshot } = located;
    const plan = hasErrors(snapshot.analyze().diagnostics) ? null : planOf(snapshot);
    return plan && plannedRollouts(plan);
  },
});
