import { join } from "node:path";
import type { GenerationDefinition } from "../../plan/model.ts";
import { digestDefinition, readDefinition, renderDefinition } from "../../release/generation-definition.ts";
import { writeDurably } from "../durable.ts";
import { faultsNaming, nullOn } from "../fault.ts";
import { readRegularText } from "../regular-file.ts";
import { definitionName, type LedgerFolder } from "./ledger-folder.ts";

export type StoredDefinition =
  | { readonly kind: "found"; readonly definition: GenerationDefinition }
  | { readonly kind: "missing" }
  /** `message`: one sentence that names the file; `what` continues "the definition ". */
  | { readonly kind: "broken"; readonly message: string; readonly what: string };

/** Stores a definition under its digest, which it returns. One that is there and whole is left alone. */
export function storeDefinition(folder: LedgerFolder, definition: GenerationDefinition): string {
  const generation = digestDefinition(definition);
  if (loadDefinition(folder, generation).kind === "found") return generation;
  const name = definitionName(generation);
  const bytes = new TextEncoder().encode(renderDefinition(definition));
  faultsNaming("write", `${folder.shownAs}/${name}`, () => writeDurably(join(folder.path, name), bytes));
  return generation;
}

/** Reads the definition of a generation and checks that it is the one that ran. */
export function loadDefinition(folder: LedgerFolder, generation: string): StoredDefinition {
  const name = definitionName(generation);
  const shownAs = `${folder.shownAs}/${name}`;
  const text = faultsNaming("read", shownAs, () => nullOn(["ENOENT"], () => readRegularText(join(folder.path, name))));
  if (text === null) return { kind: "missing" };
  const reading = readDefinition(text, generation);
  return reading.kind === "read"
    ? { kind: "found", definition: reading.definition }
    : { kind: "broken", message: `the definition in ${shownAs} ${reading.message}`, what: reading.message };
}
