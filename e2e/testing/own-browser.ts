import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { chromiumPath, flags } from "./browser.ts";
import { until } from "./until.ts";

/** A shopper's own Chromium, which forgets nothing between two starts, and can be killed. */
export class OwnBrowser {
  readonly #folder = mkdtempSync(join(tmpdir(), "edgewise-browser-"));
  #process: ChildProcess | undefined;

  /** Starts it as a shopper would. */
  async start(): Promise<BrowserContext> {
    const portFile = join(this.#folder, "DevToolsActivePort");
    rmSync(portFile, { force: true });
    this.#process = spawn(
      chromiumPath,
      [
        ...flags,
        "--headless=new",
        "--remote-debugging-port=0",
        `--user-data-dir=${this.#folder}`,
        "about:blank",
      ],
      { stdio: "ignore" },
    );
    const port = async () => (await readFile(portFile, "utf8").catch(() => "")).split("\n")[0];
    await until(async () => Boolean(await port()));
    const connected = await chromium.connectOverCDP(`http://127.0.0.1:${await port()}`);
    const [own] = connected.contexts();
    if (own === undefined) throw new Error("It has no window.");
    return own;
  }

  /** Closes it, so that what it has in memory reaches the disk. */
  async close(context: BrowserContext): Promise<void> {
    const session = await context.browser()!.newBrowserCDPSession();
    await this.#ended(() => void session.send("Browser.close").catch(() => undefined));
  }

  kill(): Promise<void> {
    return this.#ended((running) => running.kill("SIGKILL"));
  }

  async #ended(end: (running: ChildProcess) => void): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    end(running);
    await ended;
  }

  /** Ends it for good. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
