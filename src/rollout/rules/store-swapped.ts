import { shortDigest } from "../../base/digest.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { liveSample, servingState, storeSample } from "../samples.ts";

export const storeSwappedFinding = defineDiagnostic<{
  fleet: string;
  store: string;
  stable: string;
  before: string;
  after: string;
}>({
  code: "IMMU6120",
  level: "warning",
  title: "Store changed under a rollout",
  message: ({ fleet, store, stable, before, after }) =>
    `store \`${store}\` of fleet \`${fleet}\` becomes ${after}, while generation ${shortDigest(stable)} goes on writing to ${before} until it is retired`,
  help: () =>
    "see to it that what is written to one side arrives on the other, in both directions until an abort is over",
  explanation:
    "Two generations run side by side during a rollout. Where they use different stores, what one writes the other does not see, and an abort goes back to data that has not heard of the rollout. With replication in both directions that may be what is meant.",
  get samples() {
    return {
      failing: storeSample("contract { version = 2  compatible_from = 1 }"),
      passing: storeSample("contract { version = 2  compatible_from = 1 }"),
      live: liveSample(
        { [servingState.id]: servingState.state },
        {
          stores: {
            orders: {
              engine: "postgres",
              identifier: "orders-before",
              port: 5432,
              contract: { version: 2, compatibleFrom: 1 },
            },
          },
        },
      ),
    };
  },
});

export const storeSwapped = rolloutRule(storeSwappedFinding, ({ fleet, definition, ofFleet }, found) => {
  const { stable, wanted } = fleet;
  if (stable === null || stable === wanted) return;
  const old = fleet.generations[stable]?.stores ?? {};
  for (const [store, { engine, identifier }] of Object.entries(definition.stores ?? {})) {
    const was = old[store];
    if (was === undefined || (was.engine === engine && was.identifier === identifier)) continue;
    const [before, after] = [`${was.engine} ${was.identifier}`, `${engine} ${identifier}`];
    found(ofFleet(`stores/${store}/identifier`), { fleet: fleet.name, store, stable, before, after });
  }
});
