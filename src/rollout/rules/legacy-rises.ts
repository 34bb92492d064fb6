import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { legacyShare } from "../../plan/legacy.ts";
import { rolloutRule } from "../rule.ts";
import { legacySample, liveSample, servingState } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const legacyRisesFinding = defineDiagnostic<{ fleet: string; legacy: string; share: number; now: number }>({
  code: "IMMU6113",
  level: "error",
  title: "Traffic back to legacy",
  message: ({ fleet, legacy, share, now }) =>
    `fleet \`${fleet}\` leaves ${percentLiteral(share)} to legacy \`${legacy}\`, which has ${percentLiteral(now)} now: that would give it traffic back`,
  help: ({ now }) =>
    `set \`share\` to ${percentLiteral(now)} or less; if traffic is meant to go back, say so with \`may_rise = true\``,
  explanation:
    "The share of a legacy side goes down from release to release. One that rises is mostly an older branch, or an override that was forgotten, and would undo what was proved. Within a rollout, an abort gives traffic back anyway; where it is meant, `may_rise = true` says so in the source.",
  get samples() {
    return {
      failing: legacySample("share = 50%"),
      passing: legacySample("share = 50%  may_rise = true"),
      live: liveSample({ [servingState.id]: { ...servingState.state, weight: 75 }, legacy: servingState.legacy(25) }),
    };
  },
});

export const legacyRises = rolloutRule(legacyRisesFinding, ({ fleet, ofFleet }, found) => {
  const { legacy, steady } = fleet;
  if (legacy === undefined || legacy.mayRise) return;
  const now = legacy.kept ?? legacyShare(steady);
  if (now === null || legacy.share <= now) return;
  const values = { fleet: fleet.name, legacy: legacy.name, share: legacy.share, now: Math.round(now * 1000) / 1000 };
  found(ofFleet("replaces/share"), values);
});
