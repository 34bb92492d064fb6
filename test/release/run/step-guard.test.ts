import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FleetPlan } from "../../../src/plan/model.ts";
import { plannedAhead } from "../../../src/release/run/planned-ahead.ts";
import { beyondStep, type GuardedStep } from "../../../src/release/run/step-guard.ts";
import { liveFleet, pathOf } from "../../rollout/fleets.ts";
import { abortFixture, generationDigest, generationFixture, type PlanOverrides } from "../../support/plan-fixture.ts";
import { planOf, type StackModel, stackModel } from "./stack-model.ts";

const web = { name: "web", identifier: "web" };

/** Sources of one and the same fleet: what may have been edited since its release. */
const edits: Readonly<Record<string, PlanOverrides>> = {
  canary: {},
  blue_green: { rollout: { strategy: "blue_green" } },
  replace: { rollout: { strategy: "replace" } },
  rolling: { rollout: { strategy: "rolling" } },
  "another balancer": { fleet: { route: { balancer: "other", hosts: [], paths: ["/*"], priority: 100 } } },
  "no balancer": { fleet: { route: null } },
  "another path": { fleet: { route: { balancer: "public", hosts: [], paths: ["/shop/*"], priority: 7 } } },
  "no alarm": { rollout: { aborts: [] } },
  "another alarm": { rollout: { aborts: [abortFixture({ name: "busy", metric: "cpu" })] } },
  "no scaling": { fleet: { scale: null } },
  "logs kept for longer": { fleet: { logs: { keep: 90 * 86_400_000 } } },
  "other tags": { fleet: { tags: { team: "shop" } } },
};

const fleets = new Map(Object.entries(edits).map(([name, edit]) => [name, liveFleet(edit)]));
const models = new Map([...fleets].map(([name, fleet]) => [name, stackModel(fleet)]));

/** Every step that the rollout of a fleet may take: onward, and back from wherever it is. */
function stepsOf(fleet: FleetPlan): readonly GuardedStep[] {
  const path = pathOf(fleet);
  const { abort } = path;
  return path.steps.flatMap(({ before, state, phase }): GuardedStep[] => [
    { fleet: web, standing: before, state, direction: "onward" },
    ...(abort === null || phase === "retire"
      ? []
      : [{ fleet: web, standing: state, state: abort, direction: "back" } as const]),
  ]);
}

function excess(from: StackModel, to: StackModel, step: GuardedStep, replaces: (address: string) => boolean) {
  const [before, after] = [from.resources(step.standing), to.resources(step.state)];
  const changes = planOf(before, after, replaces);
  return { changes, before, after, ...beyondStep(changes, step, to.ownerOf) };
}

describe("a step's plan, out of the stack that the release began with", () => {
  test.each([...fleets])("does nothing beyond it: %s", (name, fleet) => {
    const model = models.get(name);
    if (model === undefined) throw new Error(name);
    for (const step of stepsOf(fleet)) {
      const { harmful, foreign } = excess(model, model, step, () => false);
      expect([...harmful, ...foreign]).toEqual([]);
    }
  });
});

describe("the plan of a step that is made before the rollout begins", () => {
  test.each([...fleets])("does nothing beyond it, though earlier rollouts have left something: %s", (_, fleet) => {
    const definition = generationFixture({ config: { RELEASE: "aborted" } });
    const aborted = generationDigest(definition);
    const generations = { ...fleet.generations, [aborted]: definition };
    const steady = pathOf({ ...fleet, generations, wanted: aborted }).abort;
    if (steady === null) throw new Error("there is a generation to go back to");
    const model = stackModel({ ...fleet, generations, steady });
    const { steps } = pathOf({ ...fleet, generations, steady });
    const ahead = plannedAhead(steps, fleet.wanted);
    expect(ahead.at(-1)).toBe(0);
    for (const { state } of ahead.flatMap((index) => steps[index] ?? [])) {
      const step = { fleet: web, standing: steady, state, direction: "onward" } as const;
      const { harmful, foreign } = excess(model, model, step, () => false);
      expect([...harmful, ...foreign]).toEqual([]);
    }
    // What the generation needs is looked up while it is there.
    expect(steps[ahead[0] ?? 0]?.state).toHaveProperty(fleet.wanted);
  });
});

describe("a step's plan, out of a source that has been edited", () => {
  test.each<[string, string, RegExp]>([
    ["canary", "rolling", /^delete aws_autoscaling_group\.web_\w{12}\[0\]: generation \w{12} is to stay in this step$/],
    ["canary", "no balancer", /^delete aws_lb_listener_rule\.web\[0\]: traffic goes through it$/],
    ["rolling", "canary", /^delete aws_autoscaling_group\.web--rolling\[0\]: all machines of the fleet are in it$/],
    [
      "rolling",
      "no balancer",
      /^delete aws_lb_target_group\.web--rolling--\w{12}: all machines of the fleet are in it$/,
    ],
  ])("would destroy what serves, and is refused: from %s to %s", (from, to, message) => {
    const step = backFrom(from);
    const { harmful } = excess(modelOf(from), modelOf(to), step, () => false);
    expect(harmful).toContainEqual(expect.stringMatching(message));
  });

  test("moves the rule to another listener, which is to take it away first, and is refused", () => {
    const step = backFrom("canary");
    const { harmful } = excess(modelOf("canary"), modelOf("another balancer"), step, (address) =>
      address.includes("listener_rule"),
    );
    expect(harmful).toEqual(["replace aws_lb_listener_rule.web[0]: traffic goes through it"]);
  });

  test("lets alarms and scaling go on the way back, and never on the way onward", () => {
    for (const to of ["no alarm", "no scaling"]) {
      const step = backFrom("canary");
      expect(excess(modelOf("canary"), modelOf(to), step, () => false).harmful).toEqual([]);
      const onward = { ...step, direction: "onward" } as const;
      expect(excess(modelOf("canary"), modelOf(to), onward, () => false).harmful).not.toEqual([]);
    }
  });

  test("keeps what serves whenever it is let through", () => {
    const names = fc.constantFrom(...fleets.keys());
    const property = fc.property(names, names, fc.nat(), fc.infiniteStream(fc.boolean()), (from, to, at, chances) => {
      const steps = stepsOf(fleets.get(from) ?? liveFleet());
      const step = steps[at % steps.length];
      if (step === undefined) return;
      const found = excess(modelOf(from), modelOf(to), step, () => chances.next().value === true);
      if (found.harmful.length > 0) return;
      for (const [address] of serving(step, found.before)) {
        expect(found.after.has(address), `${from} to ${to}: ${address}`).toBe(true);
        expect(found.changes).not.toContainEqual(expect.objectContaining({ address, action: "replace" }));
      }
    });
    fc.assert(property, { numRuns: 400 });
  });

  /** The step back from the middle of a rollout. */
  function backFrom(name: string): GuardedStep {
    const step = stepsOf(fleets.get(name) ?? liveFleet()).find(
      ({ direction, standing }) => direction === "back" && Object.keys(standing).length === 2,
    );
    if (step === undefined) throw new Error(`${name} has no way back`);
    return step;
  }
});

test("what the ledger says is there is never made: Terraform would have lost its state", () => {
  const step = stepsOf(liveFleet())[1];
  if (step === undefined) throw new Error("a canary has steps");
  const model = modelOf("canary");
  const { harmful } = beyondStepFromNothing(model, step);
  expect(harmful).toHaveLength(Object.keys(step.standing).length);
  expect(harmful[0]).toMatch(
    /^create aws_launch_template\.web_\w{12}\[0\]: the ledger says that generation \w{12} is there/,
  );
});

test("what was created badly is made again, until it has traffic", () => {
  const step = stepsOf(liveFleet())[1];
  if (step === undefined) throw new Error("a canary has steps");
  const { wanted, stable } = liveFleet();
  const remake = (id: string) => {
    const address = `aws_autoscaling_group.web_${id.slice(0, 12)}[0]`;
    const change = { address, type: "aws_autoscaling_group", action: "replace", tainted: true, fleet: "web" } as const;
    return beyondStep([change], step, modelOf("canary").ownerOf).harmful;
  };
  expect(remake(wanted)).toEqual([]);
  expect(remake(stable ?? "")).toEqual([expect.stringContaining("it has traffic")]);
});

test("a yes lets what is shared change, and never what another fleet serves with", () => {
  const step = stepsOf(liveFleet())[0];
  if (step === undefined) throw new Error("a canary has steps");
  const change = (address: string, action: "update" | "delete", fleet: string | null) =>
    ({ address, type: address.split(".")[0] ?? "", action, tainted: false, fleet }) as const;
  const found = beyondStep(
    [
      change("aws_lb.public", "update", null),
      change("aws_autoscaling_group.jobs_3fa9c1d2e4b5[0]", "update", "jobs"),
      change("aws_launch_template.jobs_3fa9c1d2e4b5[0]", "delete", "jobs"),
      change("aws_iam_role.jobs", "update", "jobs"),
    ],
    step,
    (address) => (address === "aws_lb.public" ? "" : null),
  );
  expect(found).toEqual({
    foreign: ["update aws_lb.public: it is not fleet web's", "update aws_iam_role.jobs: it is not fleet web's"],
    harmful: [
      "update aws_autoscaling_group.jobs_3fa9c1d2e4b5[0]: another fleet serves with it",
      "delete aws_launch_template.jobs_3fa9c1d2e4b5[0]: another fleet serves with it",
    ],
  });
});

function modelOf(name: string): StackModel {
  const model = models.get(name);
  if (model === undefined) throw new Error(`no source ${name}`);
  return model;
}

function beyondStepFromNothing(model: StackModel, step: GuardedStep) {
  return beyondStep(
    planOf(new Map(), model.resources(step.state), () => false),
    step,
    model.ownerOf,
  );
}

/** What of what is there the machines of a step's state stand on: groups, templates, targets and the rule. */
function serving({ standing, state }: GuardedStep, there: ReadonlyMap<string, unknown>) {
  const generations = Object.keys(state).filter((id) => (state[id]?.max ?? 0) > 0 && standing[id] !== undefined);
  const types = ["aws_autoscaling_group", "aws_launch_template", "aws_lb_target_group", "aws_lb_listener_rule"];
  const carries = (name: string): boolean =>
    name === "web" || name.startsWith("web--rolling") || generations.some((id) => name === `web_${id.slice(0, 12)}`);
  return [...there].filter(([address]) => {
    const [type = "", name = ""] = address.replace("[0]", "").split(".");
    return types.includes(type) && carries(name) && generations.length > 0;
  });
}
