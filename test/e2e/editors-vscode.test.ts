import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sharedFolder } from "../host/temporary-folder.ts";
import { brokenProject } from "./support/editor-session.ts";
import { describeWithTools } from "./support/tools.ts";
import { startVscodeServer, type VscodeServer, vscodeServerFolder } from "./support/vscode-server.ts";
import { chromiumProgram, openWorkbench, pictures, startBrowser } from "./support/vscode-workbench.ts";

const program = chromiumProgram();
const installation = program === null ? null : vscodeServerFolder();
const missing = [
  program === null ? "chromium is missing (apt-get install chromium)" : null,
  program !== null && installation === null
    ? "npm could not bring a VS Code server (it needs a registry and g++)"
    : null,
];

describeWithTools("VS Code", missing, () => {
  const scratch = sharedFolder();
  let server: VscodeServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      startVscodeServer(installation ?? "", scratch),
      startBrowser(program ?? ""),
    ]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("serves extensions and people through its API", async () => {
    const workspace = layOut(join(scratch, "by-api"));
    const suite = join(scratch, "suite");
    await build({
      entryPoints: [join(import.meta.dirname, "support/vscode-suite.ts")],
      outfile: join(suite, "suite.cjs"),
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode"],
    });
    const page = await browser.newPage();
    // The extension under development is a folder without one: what is tested is what was installed.
    await page.goto(
      server.workbench(workspace, [
        ["extensionDevelopmentPath", server.remote(suite)],
        ["extensionTestsPath", server.remote(join(suite, "suite.cjs"))],
      ]),
    );
    const outcome = join(suite, "outcome.json");
    for (let tries = 0; tries < 1000 && !existsSync(outcome); tries++) await wait(100);
    await page.close();
    expect(existsSync(outcome), server.log()).toBe(true);
    const checks: Record<string, string> = JSON.parse(readFileSync(outcome, "utf8"));
    expect(Object.keys(checks).length).toBeGreaterThan(10);
    expect(checks).toEqual(Object.fromEntries(Object.keys(checks).map((name) => [name, "ok"])));
  }, 150_000);

  it("shows it on the screen", async () => {
    const workspace = layOut(join(scratch, "by-screen"));
    const file = server.remote(join(workspace, "hello/main.immu"));
    const editor = await openWorkbench(browser, server.workbench(workspace, [["openFile", file]]));
    const { page } = editor;
    try {
      await page.locator(".squiggly-error").first().waitFor();
      await editor.picture("1-squiggle");

      await editor.goTo(17, 17);
      await editor.run("Show or Focus Hover");
      await page.locator(".monaco-hover", { hasText: "did you mean" }).first().waitFor();
      await editor.picture("2-hover");
      await page.keyboard.press("Escape");

      await page.keyboard.press("Control+.");
      await page.locator(".action-widget", { hasText: "use `handover`" }).waitFor();
      await editor.picture("3-quick-fixes");
      await page.keyboard.press("Enter");
      await editor.line("rollout = handover").waitFor();
      await page.locator(".squiggly-error").waitFor({ state: "detached" });

      await editor.goTo(11, 6);
      await page.keyboard.press("F2");
      await page.locator(".rename-box input:focus").waitFor();
      await editor.picture("4-rename");
      await page.keyboard.type("many");
      await page.keyboard.press("Enter");
      await editor.line("size = many..many").waitFor();

      await editor.goTo(13, 1);
      await page.keyboard.press("End");
      // The list comes by itself, as a word begins.
      await page.keyboard.type("\nba", { delay: 100 });
      await page.locator(".suggest-widget .monaco-list-row", { hasText: "balancer" }).first().waitFor();
      await editor.picture("5-completion");
      for (const key of ["Escape", "Backspace", "Backspace"]) await page.keyboard.press(key);

      await editor.run("Format Document");
      await expect.poll(() => editor.line("size = many..many").textContent()).toMatch(/^\s{2}size\s{6}=/);
      await editor.picture("6-formatted");

      await editor.run("Immu: Show the Rollout Timeline");
      const panel = page.frameLocator("iframe.webview").frameLocator("#active-frame");
      await panel.getByText("Every later release").first().waitFor();
      await editor.picture("7-rollouts");

      server.configure({ "immu.server.path": "./no-such-immuc" });
      await page.locator(".notification-toast", { hasText: "./no-such-immuc, which does not start" }).waitFor();
      await editor.picture("8-no-server");
      server.configure({});
    } catch (error) {
      await editor.picture("failure");
      console.warn(`what was seen is in ${pictures}`);
      throw error;
    } finally {
      await page.close();
    }
  }, 150_000);
});

/** A workspace of two projects: one with mistakes, and the shop below a folder. */
function layOut(workspace: string): string {
  mkdirSync(join(workspace, "hello"), { recursive: true });
  writeFileSync(join(workspace, "hello/main.immu"), brokenProject);
  cpSync(resolve(import.meta.dirname, "../../examples/shop"), join(workspace, "nested/shop"), {
    recursive: true,
    filter: (path) => !path.endsWith("/dist"),
  });
  return workspace;
}
