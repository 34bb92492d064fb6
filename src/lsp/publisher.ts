import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { after, milliseconds } from "../host/timer.ts";
import { type Carried, carriedInto, keep } from "../ide/carried.ts";
import { sortDiagnostics } from "../query/sort-diagnostics.ts";
import { findingsByUri } from "./findings.ts";
import { type Loading, showLoading } from "./loading.ts";
import type { Project } from "./project.ts";
import type { Server } from "./server.ts";

/**
 * Publishes diagnostics when nothing more urgent waits. What is wrong with the text itself is told at once. Where types,
 * or values and rollouts, have taken long to work out, what was found before stands in for them until typing pauses.
 */
export interface Publisher {
  /** Something has changed. */
  request(): void;
  /** Resolves once everything is known of a project; false where it has changed meanwhile. */
  settled(project: Project): Promise<boolean>;
}

/** A part of the work that can wait, with how long typing must pause for it where it takes long. */
interface Stage {
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

/** How long a client may take to agree to show that a large project is read, before reading it keeps everything waiting. */
const pauseForClient = 20;

interface Waiting {
  readonly project: Project;
  readonly resolve: (settled: boolean) => void;
}

/** `pushes`: whether the client waits to be told. `changed`: called when long work has brought something new. */
export function createPublisher(server: () => Server, pushes: () => boolean, changed: () => void): Publisher {
  const published = new Map<string, string>();
  const costs = new Map<string, number>();
  const carried = new Map<string, Carried>();
  let waiters: Waiting[] = [];
  let requested = false;
  let work: { cancel(): void } | null = null;
  let loading: Loading | null = null;

  const keyOf = ({ place, snapshot }: Project, { name }: Stage): string =>
    [name, place.kind === "folder" ? place.path : place.uri, snapshot.input.entry].join("\n");
  // What a large project costs is known once it is read: until then everything waits, so that people see what happens.
  const costOf = (project: Project, stage: Stage): number =>
    costs.get(keyOf(project, stage)) ?? (loading === null ? 0 : Number.POSITIVE_INFINITY);
  const waits = (project: Project, stage: Stage): boolean => !stage.isDone(project) && costOf(project, stage) > atOnce;
  const run = (project: Project, stage: Stage): void => {
    if (stage.isDone(project)) return;
    const start = milliseconds();
    const diagnostics = stage.run(project);
    costs.set(keyOf(project, stage), milliseconds() - start);
    carried.set(keyOf(project, stage), keep(diagnostics, textsOf(project)));
  };
  // Everything up to the first stage that has to wait, and what stands in for the rest.
  const known = (project: Project): readonly Diagnostic[] => {
    const first = stages.findIndex((stage) => waits(project, stage));
    const done = first < 0 ? stages : stages.slice(0, first);
    for (const stage of done) run(project, stage);
    const { lockDiagnostics, snapshot } = project;
    if (first < 0) return [...lockDiagnostics, ...snapshot.diagnostics()];
    const standing = stages.slice(first).flatMap((stage) => {
      const before = carried.get(keyOf(project, stage));
      return before ? carriedInto(before, textsOf(project)) : [];
    });
    const found = first === 0 ? snapshot.modules().diagnostics : snapshot.analyze().diagnostics;
    return [...lockDiagnostics, ...sortDiagnostics([...found, ...standing])];
  };

  const publish = (): void => {
    const { connection, workspace } = server();
    const found = findingsByUri(server(), known);
    const open = [...workspace.documents()].map(({ uri }) => uri);
    for (const uri of new Set([...found.keys(), ...published.keys(), ...open])) {
      const diagnostics = [...(found.get(uri) ?? [])];
      const version = workspace.document(uri)?.version;
      const text = JSON.stringify([diagnostics, version]);
      if (published.get(uri) === text) continue;
      if (diagnostics.length > 0 || version !== undefined) published.set(uri, text);
      else published.delete(uri);
      void connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    }
  };
  const workOff = (paused: number): void => {
    work = null;
    const projects = server().workspace.projects();
    const stage = nextStage(projects);
    if (stage !== null) for (const project of projects) run(project, stage);
    if (pushes()) publish();
    const isSettled = projects.every((project) => project.snapshot.isSettled());
    if (isSettled) {
      loading?.done();
      loading = null;
      const done = waiters;
      waiters = [];
      for (const { project, resolve } of done) resolve(projects.includes(project));
      changed();
    } else {
      plan(paused);
    }
  };
  const nextStage = (projects: readonly Project[]): Stage | null =>
    stages.find((stage) => projects.some((project) => !stage.isDone(project))) ?? null;
  // `paused`: how long typing has paused already.
  const plan = (paused: number): void => {
    work?.cancel();
    const projects = server().workspace.projects();
    const stage = nextStage(projects);
    if (stage === null) {
      loading?.done();
      loading = null;
      work = waiters.length > 0 ? after(0, () => workOff(paused)) : null;
      return;
    }
    loading?.report(stage.title);
    const isShort = projects.every((project) => stage.isDone(project) || costOf(project, stage) <= short);
    const pause = loading !== null || isShort ? paused : stage.pause;
    work = after(pause - paused, () => workOff(pause));
  };
  const begin = (): void => {
    requested = false;
    if (pushes()) publish();
    plan(0);
  };

  return {
    request() {
      if (requested) return;
      requested = true;
      // Messages are dispatched one a turn: two turns later, those that had come with this one are through.
      setImmediate(() =>
        setImmediate(() => {
          if (loading !== null || !server().workspace.isLargeAndNew()) {
            begin();
            return;
          }
          loading = showLoading(server());
          after(pauseForClient, begin);
        }),
      );
    },
    settled(project) {
      if (!stages.some((stage) => waits(project, stage))) return Promise.resolve(true);
      return new Promise((resolve) => {
        waiters.push({ project, resolve });
        if (work === null) plan(0);
      });
    },
  };
}

function textsOf({ snapshot }: Project): ReadonlyMap<string, string> {
  return new Map([...snapshot.modules().value.sources].map(([uri, { text }]) => [uri, text]));
}
