import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { openRelease } from "../../src/cli/release/open-release.ts";
import { startOf } from "../../src/cli/release/start-rollout.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { recordDraft, soundLedger } from "../../src/host/release/fleet-world.ts";
import type { Draft } from "../../src/host/release/world.ts";
import type { GenerationDefinition } from "../../src/plan/model.ts";
import { stepsBeforePromotion } from "../../src/release/ledger/laws/started.ts";
import { fleetOf } from "../../src/release/ledger/state.ts";
import { temporaryFolder } from "../host/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");

/** A repository with a copy of the shop, and what happens in it: edits, commits, bakes and rollouts without AWS. */
export function shopRepository() {
  const folder = temporaryFolder();
  cpSync(join(root, "examples/shop"), join(folder, "shop"), {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
  writeFileSync(join(folder, ".gitignore"), "dist\n");
  const git = (when: string, ...words: readonly string[]): string => {
    const settings = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
    return execFileSync("git", [...settings, ...words], { cwd: folder, encoding: "utf8", env }).trim();
  };
  let head = "";
  let now = 0;
  const commit = (when: string): void => {
    git(when, "add", "-A");
    git(when, "commit", "-qm", "A change");
    head = git(when, "rev-parse", "HEAD");
    now = Date.parse(when);
  };
  git("", "init", "-q");
  const clock = { now: () => (now += 60_000), waitUntil: async () => {} };
  return {
    folder,
    commit,
    edit: (file: string, from: string, to: string): void => {
      const path = join(folder, "shop", file);
      const text = readFileSync(path, "utf8");
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    },
    /** Records what a release of `web` to staging does, without AWS: its bake, then its start and one step after another. */
    bake: async (ami: string) => {
      const opened = await openRelease(silent(join(folder, "shop")), {
        project: undefined,
        params: [],
        environment: "staging",
      });
      if (opened.kind !== "open") throw new Error("the project has errors");
      const { environment, folder: ledger } = opened.release;
      const { web } = environment.fleets;
      const image = web?.generations[web.wanted]?.image;
      if (web === undefined || image === undefined) throw new Error("the shop has a fleet web");
      const context = { clock, actor: "ada", commit: head, note: () => {} };
      const record = (event: Draft, ...definitions: readonly GenerationDefinition[]) =>
        recordDraft({ ...context, folder: ledger, environment }, event, definitions);
      const rollout = () => fleetOf(soundLedger(ledger, environment.name).live, "web").rollout;
      const { name, fingerprint } = image;
      await record({ kind: "baked", image: name, fingerprint, amis: { "eu-west-1": ami }, base: null });
      return {
        start: async () => {
          const { event, definition } = await startOf(opened.release, web, false);
          await record(event, definition);
        },
        pass: async (): Promise<void> => {
          const under = rollout();
          const step = under?.steps[under.passed];
          if (under === null || step === undefined) throw new Error("no step is left");
          const { plan, generation } = under;
          const verdict = step.judged ? "pass" : "unjudged";
          const passed = under.passed + 1;
          now += 16 * 60_000;
          await record({ kind: "step_passed", fleet: "web", plan, step: passed, verdict, state: step.state });
          if (passed === stepsBeforePromotion(under.steps))
            await record({ kind: "promoted", fleet: "web", plan, generation });
        },
        /** Gives the rollout up while its next step bakes, where nothing is there to go back to. */
        abort: async (verdict: "fail" | "inconclusive"): Promise<void> => {
          const under = rollout();
          if (under === null) throw new Error("no rollout is under way");
          const state = under.steps[under.passed]?.state ?? {};
          await record({ kind: "aborted", fleet: "web", plan: under.plan, verdict, state, reason: "an alarm" });
        },
      };
    },
  };
}

function silent(folder: string): Terminal {
  const plain = new Proxy({}, { get: () => String });
  const nothing = (): void => {};
  const settings = { folder, print: nothing, note: nothing, watched: false, width: 100 };
  return { ...settings, printColors: plain, noteColors: plain } as unknown as Terminal;
}
