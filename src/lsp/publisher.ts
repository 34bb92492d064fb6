import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { after } from "../host/timer.ts";
import { findingsByUri } from "./findings.ts";
import { type Loading, showLoading } from "./loading.ts";
import type { Project } from "./project.ts";
import type { Server } from "./server.ts";
import { createStagedFindings, nextStage } from "./stages.ts";

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

/**
 * How long, in milliseconds, a client may take to agree to show that a large project is read, before reading it keeps
 * everything waiting.
 */
const pauseForClient = 20;

interface Waiting {
  readonly project: Project;
  readonly resolve: (settled: boolean) => void;
}

/** `pushes`: whether the client waits to be told. `changed`: called when long work has brought something new. */
export function createPublisher(server: () => Server, pushes: () => boolean, changed: () => void): Publisher {
  let waiters: Waiting[] = [];
  let requested = false;
  let work: { cancel(): void } | null = null;
  let loading: Loading | null = null;
  const findings = createStagedFindings(() => loading !== null);
  const push = createPush(server, findings.known);

  const endLoading = (): void => {
    loading?.done();
    loading = null;
  };
  const workOff = (paused: number): void => {
    work = null;
    const projects = server().workspace.projects();
    const stage = nextStage(projects);
    if (stage !== null) for (const project of projects) findings.run(project, stage);
    if (pushes()) push();
    if (nextStage(projects) !== null) {
      plan(paused);
      return;
    }
    endLoading();
    const done = waiters;
    waiters = [];
    for (const { project, resolve } of done) resolve(projects.includes(project));
    changed();
  };
  // `paused`: how long typing has paused already.
  const plan = (paused: number): void => {
    work?.cancel();
    const projects = server().workspace.projects();
    const stage = nextStage(projects);
    if (stage === null) {
      endLoading();
      work = waiters.length > 0 ? after(0, () => workOff(paused)) : null;
      return;
    }
    loading?.report(stage.title);
    const pause = loading !== null || findings.isShort(projects, stage) ? paused : stage.pause;
    work = after(pause - paused, () => workOff(pause));
  };
  const begin = (): void => {
    requested = false;
    if (pushes()) push();
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
      if (!findings.waits(project)) return Promise.resolve(true);
      return new Promise((resolve) => {
        waiters.push({ project, resolve });
        if (work === null) plan(0);
      });
    },
  };
}

/** Sends what is known of every project with an open document, where that is not what was sent before. */
function createPush(server: () => Server, known: (project: Project) => readonly Diagnostic[]): () => void {
  const published = new Map<string, string>();
  return () => {
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
}
