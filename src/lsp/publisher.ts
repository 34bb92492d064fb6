import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { after, milliseconds } from "../host/clock.ts";
import { type Carried, carriedInto } from "../ide/carried.ts";
import { sortDiagnostics } from "../query/sort-diagnostics.ts";
import { findingsByUri } from "./findings.ts";
import type { Project } from "./project.ts";
import type { Server } from "./server.ts";

/**
 * Publishes diagnostics when nothing more urgent waits. Projects whose values and rollouts take long to work out get
 * what is known at once first, with what was found before standing in for the rest, which follows when typing pauses.
 */
export interface Publisher {
  /** Something has changed. */
  request(): void;
  /** Resolves once everything is known of a project; false where it has changed meanwhile. */
  settled(project: Project): Promise<boolean>;
}

/** Longer than this, in milliseconds, and typing would feel it. */
const noticeable = 25;

/** How long typing must pause before long work begins, in milliseconds. */
const pauseBeforeWork = 200;

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

  const isHeavy = (project: Project): boolean => (costs.get(keyOf(project)) ?? 0) > noticeable;
  const known = (project: Project): readonly Diagnostic[] => {
    const { snapshot } = project;
    if (!isHeavy(project) || snapshot.isSettled()) return finish(project);
    const before = carried.get(keyOf(project));
    const standing = before ? carriedInto(before, textsOf(project)) : [];
    return [...project.lockDiagnostics, ...sortDiagnostics([...snapshot.analyze().diagnostics, ...standing])];
  };
  const finish = (project: Project): readonly Diagnostic[] => {
    const { snapshot } = project;
    if (!snapshot.isSettled()) {
      snapshot.analyze();
      const start = milliseconds();
      const { diagnostics } = snapshot.lower();
      costs.set(keyOf(project), milliseconds() - start);
      carried.set(keyOf(project), { diagnostics, texts: textsOf(project) });
    }
    return [...project.lockDiagnostics, ...snapshot.diagnostics()];
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
  const workOff = (): void => {
    work = null;
    const projects = server().workspace.projects();
    for (const project of projects) finish(project);
    if (pushes()) publish();
    const done = waiters;
    waiters = [];
    for (const { project, resolve } of done) resolve(projects.includes(project));
    changed();
  };
  const plan = (): void => {
    work?.cancel();
    const unsettled = server()
      .workspace.projects()
      .some((project) => !project.snapshot.isSettled());
    work = unsettled || waiters.length > 0 ? after(pauseBeforeWork, workOff) : null;
  };

  return {
    request() {
      if (requested) return;
      requested = true;
      // Messages are dispatched one a turn: two turns later, those that had come with this one are through.
      setImmediate(() =>
        setImmediate(() => {
          requested = false;
          if (pushes()) publish();
          plan();
        }),
      );
    },
    settled(project) {
      if (!isHeavy(project) || project.snapshot.isSettled()) return Promise.resolve(true);
      return new Promise((resolve) => {
        waiters.push({ project, resolve });
        if (work === null) plan();
      });
    },
  };
}

function keyOf({ folder, snapshot }: Project): string {
  return `${folder}\n${snapshot.input.entry}`;
}

function textsOf({ snapshot }: Project): ReadonlyMap<string, string> {
  return new Map([...snapshot.analyze().value.sources].map(([uri, { text }]) => [uri, text]));
}
