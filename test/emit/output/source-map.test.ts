import { expect, test } from "vitest";
import { prettyJson } from "../../../src/base/json.ts";
import { sourceMapText } from "../../../src/emit/output/source-map.ts";
import type { Origins } from "../../../src/plan/origins.ts";

const origins: Origins = new Map([
  ["environments/prod", { uri: "main.immu", start: 0, end: 1 }],
  ["environments/prod/fleets/web", { uri: "main.immu", start: 6, end: 7 }],
]);
const sources = new Map([["main.immu", { uri: "main.immu", text: "first\nsecond\n" }]]);

test.each([0, 1, 1000])("%i addresses are there, sorted, as the usual JSON would have them", (count) => {
  const names = Array.from({ length: count }, (_, at) => `aws_lb.${(at * 7919) % 1009}`);
  const addresses = new Map(names.map((name) => [name, "environments/prod/fleets/web/size"]));
  const stack = { path: "stack.json", bytes: new Uint8Array(), origin: "environments/prod", addresses };
  const text = sourceMapText([stack], origins, sources);
  const places = Object.fromEntries(names.map((name) => [name, "main.immu:2:1"]));
  const files = { "stack.json": { addresses: places, source: "main.immu:1:1" } };
  expect(text === prettyJson({ files, format: 1 })).toBe(true);
});
