import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";

export const watchedFinding = defineDiagnostic<{ rollout: string; strategy: string }>({
  code: "IMMU6009",
  level: "error",
  title: "Traffic that moves unwatched",
  message: ({ rollout, strategy }) =>
    `rollout \`${rollout}\` moves traffic (\`${strategy}\`) and has no abort rule: nothing would stop it`,
  help: () => 'add one, such as `abort errors { metric = "http_5xx_rate"  above = 1% }`',
  explanation:
    "A canary or blue/green rollout buys safety with time: it waits so that trouble can show. Without an abort rule nobody looks, and each step passes whatever happens.",
  get samples() {
    return {
      failing: abortSample(""),
      passing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1% }'),
    };
  },
});

export const watched = rolloutRule(watchedFinding, ({ rollout, ofFleet }, found) => {
  if (!movesTraffic(rollout.strategy)) return;
  if (rollout.aborts.length > 0) return;
  found(ofFleet("rollout"), { rollout: rollout.name, strategy: rollout.strategy });
});
