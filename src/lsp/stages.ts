import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { milliseconds } from "../host/timer.ts";
import { type Carried, carriedInto, keep } from "../ide/carried.ts";
import { sortDiagnostics } from "../query/sort-diagnostics.ts";
import type { Project } from "./project.ts";

/** A part of the work that can wait, with how long typing must pause for it where it takes long. */
export interface Stage {
  readonly name: "types" | "values";
  /** What is being done, for people who watch. */
  readonly title: string;
  readonly pause: number;
  readonly isDone: (project: Project) => boolean;
  /** What it alone finds. */
  readonly run: (project: Project) => readonly Diagnostic[];
}

/** In their order. Times are in milliseconds. */
const stages: readonly Stage[] = [
  {
    name: "types",
    title: "checking types",
    pause: 40,
    isDone: ({ snapshot }) => snapshot.isChecked(),
    run: ({ snapshot }) => snapshot.analyze().diagnostics.slice(snapshot.modules().diagnostics.length),
  },
  {
    name: "values",
    title: "working out values and rollouts",
    pause: 200,
    isDone: ({ snapshot }) => snapshot.isSettled(),
    run: ({ snapshot }) => snapshot.lower().diagnostics,
  },
];

/** What a stage may take to be part of the first answer. Little, as now and then garbage is collected meanwhile. */
const atOnce = 3;

/** What a stage may take to follow the first answer without a pause: a key that comes meanwhile waits no longer. */
const short = 10;

/** The findings of projects, worked out stage by stage. */
export interface StagedFindings {
  /** Works out what a stage finds, where that is not known. */
  run(project: Project, stage: Stage): void;
  /**
   * What is found up to the first stage that has to wait for a pause, and what was found before in place of the rest.
   */
  known(project: Project): readonly Diagnostic[];
  /** Whether anything has to wait for a pause. */
  waits(project: Project): boolean;
  /** Whether a stage may follow the first answer without a pause, in all of these projects. */
  isShort(projects: readonly Project[], stage: Stage): boolean;
}

/** `isLoading`: whether large projects are being read, of which nobody knows yet what they cost. */
export function createStagedFindings(isLoading: () => boolean): StagedFindings {
  const costs = new Map<string, number>();
  const carried = new Map<string, Carried>();
  // While a large project is read everything waits, so that people see what happens.
  const costOf = (project: Project, stage: Stage): number =>
    costs.get(keyOf(project, stage)) ?? (isLoading() ? Number.POSITIVE_INFINITY : 0);
  const firstToWait = (project: Project): number =>
    stages.findIndex((stage) => !stage.isDone(project) && costOf(project, stage) > atOnce);
  const run = (project: Project, stage: Stage): void => {
    if (stage.isDone(project)) return;
    const start = milliseconds();
    const diagnostics = stage.run(project);
    costs.set(keyOf(project, stage), milliseconds() - start);
    carried.set(keyOf(project, stage), keep(diagnostics, textsOf(project)));
  };
  return {
    run,
    known(project) {
      const first = firstToWait(project);
      for (const stage of first < 0 ? stages : stages.slice(0, first)) run(project, stage);
      const { lockDiagnostics, snapshot } = project;
      if (first < 0) return [...lockDiagnostics, ...snapshot.diagnostics()];
      const standing = stages.slice(first).flatMap((stage) => {
        const before = carried.get(keyOf(project, stage));
        return before ? carriedInto(before, textsOf(project)) : [];
      });
      const found = first === 0 ? snapshot.modules().diagnostics : snapshot.analyze().diagnostics;
      return [...lockDiagnostics, ...sortDiagnostics([...found, ...standing])];
    },
    waits: (project) => firstToWait(project) >= 0,
    isShort: (projects, stage) => projects.every((project) => stage.isDone(project) || costOf(project, stage) <= short),
  };
}

/** The first stage that is not done in all of these projects; null where everything is known. */
export function nextStage(projects: readonly Project[]): Stage | null {
  return stages.find((stage) => projects.some((project) => !stage.isDone(project))) ?? null;
}

function keyOf({ place, snapshot }: Project, { name }: Stage): string {
  return [name, place.kind === "folder" ? place.path : place.uri, snapshot.input.entry].join("\n");
}

function textsOf({ snapshot }: Project): ReadonlyMap<string, string> {
  return new Map([...snapshot.modules().value.sources].map(([uri, { text }]) => [uri, text]));
}
