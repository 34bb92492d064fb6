import { distinctTexts } from "../base/order.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import { projectDeclarations } from "./declarations.ts";
import type { EnvironmentData } from "./kinds.gen.ts";
import type { WantedBase } from "./lock.ts";
import { wantedBase } from "./lower/image.ts";
import { type Lowering, readFields } from "./lower/lowering.ts";

/** What the images of a project start from. */
export interface WantedBases {
  readonly known: readonly WantedBase[];
  /** The images of which that is not known, as it has errors or depends on a parameter without a value. */
  readonly open: readonly DeclarationSymbol[];
}

/** The bases that images start from, in the regions where they are baked: of all else, nothing need be known. */
export function wantedBases(lowering: Lowering): WantedBases {
  const declared = projectDeclarations(lowering.evaluation.analysis);
  const regions = declared
    .filter(({ kindName }) => kindName === "environment")
    .map((symbol) => readFields<Pick<EnvironmentData, "region">>(lowering, symbol, symbol, ["region"])?.region ?? null);
  const named = regions.filter((region) => region !== null);
  const all = named.length < regions.length ? null : distinctTexts(named);
  const found = declared
    .filter(({ kindName }) => kindName === "image")
    .map((symbol) => ({ symbol, base: wantedBase(lowering, symbol, all) }));
  return {
    known: found.flatMap(({ base }) => base ?? []),
    open: found.flatMap(({ symbol, base }) => (base === null ? symbol : [])),
  };
}
