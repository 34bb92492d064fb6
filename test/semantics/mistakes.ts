import { bodies } from "./mistakes/bodies.ts";
import { expressions } from "./mistakes/expressions.ts";
import { modules } from "./mistakes/modules.ts";
import { names } from "./mistakes/names.ts";
import { newcomers } from "./mistakes/newcomers.ts";
import { otherTools } from "./mistakes/other-tools.ts";
import { policies } from "./mistakes/policies.ts";
import { safety } from "./mistakes/safety.ts";
import type { Mistakes } from "./mistakes/sources.ts";
import { types } from "./mistakes/types.ts";
import { values } from "./mistakes/values.ts";

/** By area, then by what was done wrong. Each should get one message a mistake, at what is wrong. */
export const mistakes: Readonly<Record<string, Mistakes>> = {
  names,
  modules,
  types,
  expressions,
  values,
  bodies,
  safety,
  newcomers,
  "other-tools": otherTools,
  policies,
};
