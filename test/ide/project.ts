import type { ProjectFiles } from "../../src/base/project-files.ts";
import { createSnapshot, type Snapshot } from "../../src/query/snapshot.ts";

export interface Marked {
  readonly snapshot: Snapshot;
  readonly uri: string;
  readonly offset: number;
  /** The text of the file with the cursor, without the mark. */
  readonly text: string;
}

/**
 * A project of sources by path, or of one `main.immu`. `$0` marks the cursor. A project and environments that most tests
 * do not care about are there unless a source declares a project itself.
 */
export function projectWith(sources: string | Readonly<Record<string, string>>): Marked {
  const files = typeof sources === "string" ? { "main.immu": sources } : sources;
  const marked = Object.entries(files).find(([, text]) => text.includes("$0"));
  const [uri, source] = marked ?? ["main.immu", files["main.immu"] ?? ""];
  const offset = Math.max(0, source.indexOf("$0"));
  const plain = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace("$0", "")]));
  return { snapshot: snapshotOf(plain), uri, offset, text: plain[uri] ?? "" };
}

/** The snapshot of a project that lies in memory. */
export function snapshotOf(files: Readonly<Record<string, string>>): Snapshot {
  return createSnapshot({
    files: memoryFiles(files),
    entry: "main.immu",
    params: new Map(),
    lock: null,
    locked: false,
    live: {},
    purpose: "check",
  });
}

function memoryFiles(files: Readonly<Record<string, string>>): ProjectFiles {
  const missing = (path: string): { kind: "missing"; similar: readonly string[] } => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const names = Object.keys(files)
      .filter((each) => each.startsWith(folder))
      .map((each) => each.slice(folder.length).split("/")[0] ?? "");
    return { kind: "missing", similar: [...new Set(names)].sort() };
  };
  return {
    sources: () => Object.keys(files).filter((path) => path.endsWith(".immu")),
    readSource(path) {
      const text = files[path];
      return text === undefined ? missing(path) : { kind: "ok", value: text };
    },
    readTree(path) {
      const text = files[path];
      if (text === undefined) return missing(path);
      const bytes = new TextEncoder().encode(text);
      return { kind: "ok", value: { folder: false, files: [{ path: "", bytes, executable: false }] } };
    },
  };
}

/** A whole small project: an image, a fleet with a rollout, two environments. */
export const tinyShop = `import { ubuntu_2404 } from "std/images"
import { careful } from "std/rollouts"

project shop {}

let port = 8080

/// The web tier's machine.
image web extends ubuntu_2404 {
  packages = ["nginx"]
  check nginx { command = "nginx -t" }
}

network main {
  vpc     = { Name: "main" }
  private = { Tier: "private" }
}

balancer public {
  certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/5e8c3c1e"
}

/// Answers customers.
fleet web {
  image     = image.web
  instances = ["c7i.large"]
  size      = 2..20
  http { port = port  health = "/healthz" }
  balancer  = balancer.public
  rollout   = careful
}

environment staging {
  region  = "eu-west-1"
  network = network.main
}

environment prod {
  region  = "eu-west-1"
  network = network.main
  after   = environment.staging
  override fleet.web { size = 6..60 }
}
`;
