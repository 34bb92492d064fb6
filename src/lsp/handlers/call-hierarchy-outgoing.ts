import { CallHierarchyOutgoingCallsRequest } from "vscode-languageserver/node.js";
import { usedBy } from "../../ide/call-hierarchy.ts";
import { defineHandler } from "../handler.ts";
import { declaredAt, rangesOf, toItem } from "../users.ts";

/** What a thing uses: a fleet's image, rollout and balancer. */
export const handler = defineHandler(CallHierarchyOutgoingCallsRequest.type, {
  needs: ["item"],
  // Declared with the preparation.
  capabilities: () => ({}),
  handle(server, { item }) {
    const place = declaredAt(server, item);
    if (!place) return null;
    return usedBy(place.snapshot, place.span).flatMap(({ user, spans }) => {
      const to = toItem(server, place.project, user);
      return to ? [{ to, fromRanges: rangesOf(server, place.project, spans) }] : [];
    });
  },
});
