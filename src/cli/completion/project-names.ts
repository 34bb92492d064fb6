import { shortDigest } from "../../base/digest.ts";
import { environmentsIn } from "../../host/ledger/ledger-folder.ts";
import { readLedger } from "../../host/ledger/read-ledger.ts";
import { nodeProjectFiles } from "../../host/node-project-files.ts";
import { definitions } from "../../query/definitions.gen.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { releaseName } from "../../release/replay/find-release.ts";
import { loadModules } from "../../semantics/load-modules.ts";
import { parse } from "../../syntax/parse.ts";
import { locateProject, type ProjectPlace } from "../project/locate-project.ts";
import { ledgerFolderOf } from "../release/open-release.ts";
import { UsageError } from "../usage-error.ts";
import { type Candidate, candidate } from "./candidate.ts";
import type { LineContext } from "./complete-line.ts";

/**
 * The names that there are of something in the project of a line; none of what has none, such as a path. Sources are read
 * and nothing of them is checked, so a project with mistakes has names too. Ledgers that can't be trusted are passed over.
 */
export function projectNames(currentFolder: string, what: string, context: LineContext): readonly Candidate[] {
  const place = (): ProjectPlace => locateProject(currentFolder, context.project);
  const ledgers = (): readonly Ledger[] => trustedLedgers(place().root, context.environment);
  try {
    switch (what) {
      case "code":
        return definitions.map(({ code, title }) => candidate(code, title));
      case "environment":
      case "fleet":
      case "image":
        return declaredNames(place(), what);
      case "generation":
        return ledgers().flatMap(generationsIn);
      case "release":
      case "version":
        return ledgers().flatMap(releasesIn);
      default:
        return [];
    }
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

function declaredNames({ root, entry }: ProjectPlace, kind: string): readonly Candidate[] {
  const { all } = loadModules(nodeProjectFiles(root), entry, parse).value;
  const symbols = [...all.values()].flatMap(({ std, declared }) => (std ? [] : [...declared.values()].flat()));
  return symbols.flatMap((symbol) =>
    symbol.kind === "declaration" && symbol.kindName === kind && !symbol.node.abstract ? [candidate(symbol.name)] : [],
  );
}

function trustedLedgers(root: string, environment: string | undefined): readonly Ledger[] {
  const folder = ledgerFolderOf(root);
  return environmentsIn(folder)
    .filter((name) => environment === undefined || name === environment)
    .flatMap((name) => {
      const verified = readLedger(folder, name);
      return verified.kind === "sound" ? [verified.ledger] : [];
    });
}

function generationsIn({ live }: Ledger): readonly Candidate[] {
  return Object.values(live.fleets).flatMap(({ name, stable, rollout, generations }) =>
    Object.values(generations).map(({ generation, image }) => {
      const state = generation === stable ? ", live" : generation === rollout?.generation ? ", being rolled out" : "";
      return candidate(shortDigest(generation), `${live.environment} / ${name}, image ${image}${state}`);
    }),
  );
}

function releasesIn({ live: { environment }, entries }: Ledger): readonly Candidate[] {
  return entries.flatMap(({ sequence, event }) => {
    if (event.kind !== "started" && event.kind !== "brought") return [];
    const what = event.kind === "started" ? `${event.fleet} to ${shortDigest(event.generation)}` : "beside generations";
    return [candidate(releaseName({ environment, sequence }), what)];
  });
}
