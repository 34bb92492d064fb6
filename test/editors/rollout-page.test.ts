import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { rolloutPage } from "../../editors/vscode/src/rollout-page.ts";
import type { PlannedRollout } from "../../src/rollout/planned-rollouts.ts";
import { ask, serverInProcess } from "../lsp/in-process.ts";

const path = resolve(import.meta.dirname, "../../examples/strangler/main.immu");

async function rollouts(): Promise<readonly PlannedRollout[]> {
  const server = serverInProcess();
  const uri = pathToFileURL(path).href;
  server.workspace.open(uri, "immu", 1, readFileSync(path, "utf8"));
  return (await ask(server, "immu/rollouts", { textDocument: { uri } })) as readonly PlannedRollout[];
}

const charts = (page: string): readonly string[] => page.split('<div class="chart"').slice(1);

test("every column of a chart stands for all traffic, or for none", async () => {
  const page = rolloutPage("orders", await rollouts(), null);
  expect(charts(page)).toHaveLength(2);
  for (const bar of page.match(/<div class="bar">.*?<\/div>/g) ?? []) {
    const heights = [...bar.matchAll(/height:([\d.]+)%/g)].map(([, height]) => Number(height));
    expect([0, 100]).toContain(heights.reduce((sum, height) => sum + height, 0));
  }
});

test("a page shows shares of the legacy side, times and what judges", async () => {
  const page = rolloutPage("orders", await rollouts(), null);
  expect(page).toContain('<i class="legacy" style="height:75%"></i>');
  expect(page).toContain("an abort takes at most 2m");
  expect(page).toContain("<td>errors, slow, sick</td>");
});

test("a page without anything new keeps what there was, and says why", async () => {
  const page = rolloutPage("orders", await rollouts(), "The project has errors.");
  expect(page).toContain("The project has errors. This is how it was before.");
  expect(charts(page)).toHaveLength(2);
  expect(rolloutPage("orders", null, "The project has errors.")).not.toContain("before");
});

test("names are text, and the page runs no script", () => {
  const page = rolloutPage('<script>alert("&")</script>', [], null);
  expect(page).toContain("&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;");
  expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(page).toContain("There are no fleets, so nothing rolls out.");
});
