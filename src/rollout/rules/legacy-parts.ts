import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { legacyShare } from "../../plan/legacy.ts";
import { rolloutRule } from "../rule.ts";
import { legacySample } from "../samples.ts";
import { LARGEST_WEIGHT, weightTotal } from "../share.ts";
import { percentLiteral } from "../text.ts";

export const legacyPartsFinding = defineDiagnostic<{ legacy: string; share: number }>({
  code: "IMMU6118",
  level: "error",
  title: "Legacy share that a listener can't express",
  message: ({ legacy, share }) =>
    `${percentLiteral(share)} for legacy \`${legacy}\` can't be expressed together with the steps of the rollout: a listener takes whole weights of at most ${LARGEST_WEIGHT}`,
  help: () => "use a whole percent, or a half or a fifth of one where the steps are such",
  explanation:
    "A listener splits traffic by whole numbers from 0 to 999. The steps of a rollout, what the legacy side has and what it is to have are all counted in the same parts, as few as they need. Shares that need more than 999 parts, such as 0.1%, would have to be rounded.",
  get samples() {
    return { failing: legacySample("share = 0.1%"), passing: legacySample("share = 0.5%") };
  },
});

export const legacyParts = rolloutRule(legacyPartsFinding, ({ fleet, rollout, ofFleet }, found) => {
  const { legacy, steady } = fleet;
  if (legacy === undefined) return;
  const steps = rollout.strategy === "canary" ? rollout.steps.map(({ weight }) => weight) : [];
  const now = legacy.kept ?? legacyShare(steady) ?? 100;
  // Steps that can't be expressed even by themselves are an error of their own.
  if (weightTotal(steps) === null || weightTotal([...steps, now, legacy.share]) !== null) return;
  found(ofFleet("replaces/share"), { legacy: legacy.name, share: legacy.share });
});
