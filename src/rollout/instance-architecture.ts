import type { Arch } from "../plan/model.ts";

/**
 * The architecture of an instance type, read off its name: letters of the family, the generation's digit, then letters
 * that tell what is special: a `g` among those is Graviton (`c7g`, `m6gd`, `im4gn`), arm64. A leading `g` (`g5`, `g4dn`)
 * is a family, not that. Null where the name follows no scheme that is known here.
 */
export function instanceArchitecture(type: string): Arch | null {
  const family = type.split(".")[0] ?? "";
  const special = specials[family];
  if (special) return special;
  const parts = /^([a-z]+)\d+([a-z]*)(-.*)?$/.exec(family);
  if (!parts) return null;
  const [, letters = "", attributes = "", suffix = ""] = parts;
  if (letters === "mac") return "arm64";
  if (!families.has(letters) || suffix.startsWith("-gb")) return null;
  return attributes.includes("g") ? "arm64" : "x86_64";
}

/** Types whose name tells nothing: the first Graviton and the first Mac. */
const specials: Readonly<Record<string, Arch>> = { a1: "arm64", mac1: "x86_64" };

/** Families that follow the scheme. `p6e-gb200` and its like pair Grace with Blackwell and are left to AWS to judge. */
const families: ReadonlySet<string> = new Set("c m r t i im is d h x z u g gr p f vt inf trn dl hpc".split(" "));
