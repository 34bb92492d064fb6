import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const programs = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

/** The browser of the machine, which the workbench is opened in; null where there is none. */
export function chromiumProgram(): string | null {
  return programs.find(existsSync) ?? null;
}

/** Where what was seen is kept. */
export const pictures = join(tmpdir(), "immuc-artifacts/vscode");

/** Starts the browser, without a network but this machine. */
export function startBrowser(program: string): Promise<Browser> {
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet];
  return chromium.launch({ executablePath: program, args });
}

/** A VS Code in a page, used as a person would. */
export interface Workbench {
  readonly page: Page;
  /** Puts the cursor behind a piece of the text of the open file, by its line and column from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Runs a command by its name in the palette. */
  run(command: string): Promise<void>;
  /** A piece of text in the editor's lines. */
  line(text: string): Locator;
  picture(name: string): Promise<void>;
}

export async function openWorkbench(browser: Browser, address: string): Promise<Workbench> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  await page.locator(".monaco-workbench .part.editor").waitFor();
  mkdirSync(pictures, { recursive: true });
  const run = async (command: string): Promise<void> => {
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input");
    await input.fill(`>${command}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: command }).first().waitFor();
    await page.keyboard.press("Enter");
  };
  return {
    page,
    run,
    async goTo(line, column) {
      await page.keyboard.press("Control+G");
      await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    },
    // The editor draws spaces as non-breaking ones.
    line: (text) => page.locator(".view-line", { hasText: new RegExp(text.split(/\s+/).map(quoted).join("\\s+")) }),
    async picture(name) {
      // What fades in is seen once it has.
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
  };
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
