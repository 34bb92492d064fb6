import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { storeSample } from "../samples.ts";

export const contractNamedFinding = defineDiagnostic<{ fleet: string; store: string; strategy: string }>({
  code: "IMMU6032",
  level: "error",
  title: "Store without a data contract",
  message: ({ fleet, store, strategy }) =>
    `fleet \`${fleet}\` is rolled out with \`${strategy}\`, so two releases use store \`${store}\` at the same time, but it names no data contract`,
  help: ({ store }) =>
    `say in \`store ${store}\` which version of the data a release writes: \`contract { version = 1  compatible_from = 1 }\``,
  explanation:
    "While traffic moves, and until `keep_previous` is over, the old and the new release read and write the same data. Whether they can is nothing that a compiler sees, so the source says it: `version` is the shape of the data that this release writes, `compatible_from` the oldest one whose releases still work beside it.",
  get samples() {
    return {
      failing: storeSample(""),
      passing: storeSample("contract { version = 1  compatible_from = 1 }"),
    };
  },
});

export const contractNamed = rolloutRule(contractNamedFinding, ({ fleet, rollout, definition, ofFleet }, found) => {
  const { strategy } = rollout;
  if (!movesTraffic(strategy)) return;
  for (const [store, { contract }] of Object.entries(definition.stores ?? {})) {
    if (contract !== null) continue;
    const related = [{ place: ofFleet(`stores/${store}`), message: "the store" }];
    found(ofFleet("needs"), { fleet: fleet.name, store, strategy }, { related });
  }
});
