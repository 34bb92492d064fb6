import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { storeSample } from "../samples.ts";

export const contractReachFinding = defineDiagnostic<{ store: string; version: number; compatibleFrom: number }>({
  code: "IMMU6119",
  level: "error",
  title: "Data contract that excludes itself",
  message: ({ store, version, compatibleFrom }) =>
    `the contract of store \`${store}\` has version ${version} and works beside version ${compatibleFrom} and later, which leaves out itself`,
  help: ({ version }) => `set \`compatible_from\` to ${version} or less`,
  explanation:
    "Many instances of one release use the same data at the same time, so a version works at least beside itself. `compatible_from` is the oldest version of which that is true, never a later one.",
  get samples() {
    return {
      failing: storeSample("contract { version = 1  compatible_from = 2 }"),
      passing: storeSample("contract { version = 2  compatible_from = 1 }"),
    };
  },
});

export const contractReach = rolloutRule(contractReachFinding, ({ definition, ofFleet }, found) => {
  for (const [store, { contract }] of Object.entries(definition.stores ?? {})) {
    if (contract === null || contract.compatibleFrom <= contract.version) continue;
    found(ofFleet(`stores/${store}/contract/compatible_from`), { store, ...contract });
  }
});
