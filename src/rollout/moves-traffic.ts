import type { Strategy } from "../plan/model.ts";

/** Whether a strategy moves traffic from one generation to another, which only a balancer can do. */
export function movesTraffic(strategy: Strategy): boolean {
  return strategy === "canary" || strategy === "blue_green";
}
