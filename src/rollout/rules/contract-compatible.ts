import { shortDigest } from "../../base/digest.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { type ContractConflict, contractConflict } from "../contract-conflict.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { liveSample, servingState, storeSample } from "../samples.ts";

export const contractCompatibleFinding = defineDiagnostic<{
  fleet: string;
  store: string;
  stable: string;
  problem: string;
  help: string;
}>({
  code: "IMMU6033",
  level: "error",
  title: "Data contract that the live release does not share",
  message: ({ fleet, store, stable, problem }) =>
    `fleet \`${fleet}\` can't run beside generation ${shortDigest(stable)}, which an abort goes back to, on store \`${store}\`: ${problem}`,
  help: ({ help }) => help,
  explanation:
    "Until the rollback window is over, the stable generation and the wanted one use the same data. Of two contracts, the newer one says how far back releases still work beside it (`compatible_from`), and the older one's version must not lie before that; the same holds when the source goes back to an older version. A change of shape that breaks the release before it takes several releases: first one that writes both shapes, then one that needs only the new one.",
  get samples() {
    return {
      failing: storeSample("contract { version = 3  compatible_from = 3 }"),
      passing: storeSample("contract { version = 3  compatible_from = 2 }"),
      live: liveSample(
        { [servingState.id]: servingState.state },
        {
          stores: {
            orders: {
              engine: "postgres",
              identifier: "orders",
              port: 5432,
              contract: { version: 2, compatibleFrom: 1 },
            },
          },
        },
      ),
    };
  },
});

export const contractCompatible = rolloutRule(
  contractCompatibleFinding,
  ({ fleet, rollout, definition, ofFleet }, found) => {
    const { stable, wanted } = fleet;
    if (stable === null || stable === wanted) return;
    const before = fleet.generations[stable]?.stores ?? {};
    for (const [store, { contract: ours }] of Object.entries(definition.stores ?? {})) {
      const theirs = before[store]?.contract;
      // A store that is new to the fleet has no other release on it; one without a contract here is found by itself.
      if (theirs === undefined || ours === null) continue;
      const related = [{ place: ofFleet(`stores/${store}/contract`), message: "the wanted contract" }];
      const values = { fleet: fleet.name, store, stable };
      const shifting = movesTraffic(rollout.strategy);
      const conflict = theirs === null ? unnamed(shifting) : contractConflict(ours, theirs);
      if (conflict !== null) found(ofFleet("needs"), { ...values, ...conflict }, { related });
    }
  },
);

// No data is never a pass; other strategies ask for no contract.
function unnamed(shifting: boolean): ContractConflict | null {
  return shifting
    ? {
        problem: "that one names no contract",
        help: "release the contract with the strategy that the fleet has had until now, and change the strategy then",
      }
    : null;
}
