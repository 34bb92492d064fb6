import { assertNever } from "../../../base/assert-never.ts";
import type { LedgerEvent } from "../entry.ts";
import type { LiveEnvironment } from "../state.ts";
import { judgeBaked, judgePruned, judgeRevoked } from "./images.ts";
import { type Judgement, lawful } from "./judgement.ts";
import { judgeStarted } from "./started.ts";
import { judgeResized, judgeRetired, judgeRolledBack } from "./steady.ts";
import { judgeAborted, judgePromoted, judgeStepPassed } from "./under-way.ts";

/** Whether an event may follow on a state. */
export function judge(live: LiveEnvironment, event: LedgerEvent): Judgement {
  switch (event.kind) {
    case "baked":
      return judgeBaked(live, event);
    case "started":
      return judgeStarted(live, event);
    case "step_passed":
      return judgeStepPassed(live, event);
    case "promoted":
      return judgePromoted(live, event);
    case "aborted":
      return judgeAborted(live, event);
    case "rolled_back":
      return judgeRolledBack(live, event);
    case "resized":
      return judgeResized(live, event);
    case "retired":
      return judgeRetired(live, event);
    case "revoked":
      return judgeRevoked(live, event);
    case "pruned":
      return judgePruned(live, event);
    case "brought":
      return lawful;
    default:
      return assertNever(event);
  }
}
