import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import { plural } from "../../base/wording.ts";
import type { News } from "../../host/release/world.ts";
import { LEGACY } from "../../plan/legacy.ts";
import type { FleetState } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import type { Action } from "../../release/run/action.ts";
import { durationText } from "../../rollout/text.ts";
import { openStatusLine } from "../status-line.ts";
import type { Terminal } from "../terminal.ts";

/** Shows how a rollout goes: a line that changes where a person watches, else a line for each thing that happens. */
export interface ProgressView {
  tell(news: News): void;
  /** A line that stays. */
  note(text: string): void;
  /** Leaves the terminal as it should be. */
  end(): void;
}

/**
 * Opens the view of one fleet's rollout. `ledger` and `now` (milliseconds since 1970) are asked anew for each thing
 * that is told. The caller ends the view, whatever happens: it may hide the cursor.
 */
export async function openProgress(
  terminal: Terminal,
  fleet: string,
  ledger: () => Ledger,
  now: () => number,
): Promise<ProgressView> {
  const line = await openStatusLine(terminal);
  let waitingFor = "";
  const note = (text: string): void => {
    line?.clear();
    terminal.note(text);
  };
  return {
    note,
    end: () => line?.stop(),
    tell: (news) => {
      const text = textOf(news, fleet, ledger(), now());
      if (text === null) return;
      if (text.kind === "lasting") {
        note(`${terminal.noteColors.dim(`${fleet}: `)}${text.text}\n`);
        return;
      }
      line?.show(`${fleet}: ${text.text}`);
      // Without a line that changes, a wait is told of when it begins, not each time that is looked.
      if (line === null && text.topic !== waitingFor) terminal.note(`${fleet}: ${text.text}\n`);
      waitingFor = text.topic;
    },
  };
}

type Shown =
  | { readonly kind: "lasting"; readonly text: string }
  /** `topic`: what stays the same as time goes by. */
  | { readonly kind: "passing"; readonly text: string; readonly topic: string };

function textOf(news: News, fleet: string, ledger: Ledger, now: number): Shown | null {
  switch (news.kind) {
    case "doing":
      return actionText(news.action, fleet, ledger, now);
    case "returning":
      return { kind: "lasting", text: `going back: ${news.intention.reason}` };
    case "done":
      return { kind: "lasting", text: news.what };
    default:
      return assertNever(news);
  }
}

function actionText(action: Action, fleet: string, ledger: Ledger, now: number): Shown | null {
  const rollout = fleetOf(ledger.live, fleet).rollout;
  const count = rollout?.steps.length ?? 0;
  const nameOf = (step: number): string => `step ${step}/${count} ${rollout?.steps[step - 1]?.name ?? ""}`;
  switch (action.kind) {
    case "apply":
      return { kind: "lasting", text: `${nameOf(action.step)}: applying (${stateText(action.planned.state)})` };
    case "pass":
      return {
        kind: "lasting",
        text: `${nameOf(action.step)}: passed${action.verdict === "unjudged" ? "" : ", alarms are quiet"}`,
      };
    case "promote":
      return { kind: "lasting", text: `generation ${shortDigest(action.generation)} is promoted` };
    case "wait":
      return waitText(action, nameOf, now);
    case "abort":
    case "roll_back":
    case "look":
    case "hold":
    case "stop":
    case "finished":
      return null;
    default:
      return assertNever(action);
  }
}

function waitText({ why }: Action & { kind: "wait" }, nameOf: (step: number) => string, now: number): Shown {
  const left = durationText(Math.max(0, Math.ceil((why.end - now) / 1000)) * 1000);
  switch (why.kind) {
    case "bake":
      return { kind: "passing", topic: `bake ${why.step}`, text: `${nameOf(why.step)}: watching, ${left} left` };
    case "settle":
      return {
        kind: "passing",
        topic: `settle ${why.step} ${why.missing.join()}`,
        text: `${nameOf(why.step)}: ${why.missing.join(", ")}; ${left} at most`,
      };
    case "data": {
      const silent = why.alarms.map(({ rule }) => rule).join(", ") || "any alarm";
      return {
        kind: "passing",
        topic: `data ${why.step} ${silent}`,
        text: `${nameOf(why.step)}: no data from ${silent} yet, which is no pass; asking again for ${left}`,
      };
    }
    case "keep":
      return {
        kind: "passing",
        topic: `keep ${why.step}`,
        text: `the old side stays ready for ${left}, then ${nameOf(why.step)}`,
      };
    default:
      return assertNever(why);
  }
}

/** `3fa9c1d2e4b5: weight 25, 2 instances; legacy: weight 75`: what has which weight. The legacy side's instances are not ours. */
export function stateText(state: FleetState): string {
  const parts = Object.entries(state).map(([id, { weight, min }]) =>
    id === LEGACY ? `${LEGACY}: weight ${weight}` : `${shortDigest(id)}: weight ${weight}, ${plural(min, "instance")}`,
  );
  return parts.join("; ") || "nothing";
}
