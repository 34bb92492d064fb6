import { CallHierarchyIncomingCallsRequest } from "vscode-languageserver/node.js";
import { usesOf } from "../../ide/call-hierarchy.ts";
import { defineHandler } from "../handler.ts";
import { declaredAt, rangesOf, toItem } from "../users.ts";

/** Who uses a thing: the fleets of an image. */
export const handler = defineHandler(CallHierarchyIncomingCallsRequest.type, {
  needs: ["item"],
  // Declared with the preparation.
  capabilities: () => ({}),
  handle(server, { item }) {
    const place = declaredAt(server, item);
    if (!place) return null;
    return usesOf(place.snapshot, place.span).flatMap(({ user, spans }) => {
      const from = toItem(server, place.project, user);
      return from ? [{ from, fromRanges: rangesOf(server, place.project, spans) }] : [];
    });
  },
});
