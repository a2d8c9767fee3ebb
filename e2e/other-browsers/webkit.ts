import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { handOf, type OtherBrowser, type Tab } from "./other-browser.ts";

/** What is installed with WebKitGTK's driver. */
export interface WebKitPrograms {
  driver: string;
  browser: string;
  /** The X server that it draws for: it has no mode without a window. */
  display: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/**
 * WebKitGTK's MiniBrowser: the engine of Safari, driven by classic WebDriver (https://www.w3.org/TR/webdriver2/). It keeps nothing
 * between two starts, as a private window does.
 */
export class WebKit implements OtherBrowser {
  readonly #programs: WebKitPrograms;
  #display: ChildProcess | undefined;
  #driver: ChildProcess | undefined;
  #session = "";

  constructor(programs: WebKitPrograms) {
    this.#programs = programs;
  }

  async start(): Promise<void> {
    const { display, driver, browser } = this.#programs;
    const shown = spawn(display, ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    this.#display = shown;
    const number = await new Promise<string>((said) =>
      shown.stdio[3]?.once("data", (data) => said(String(data).trim())),
    );
    const port = await freePort();
    this.#driver = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], {
      stdio: "ignore",
      detached: true,
      env: { ...process.env, DISPLAY: `:${number}` },
    });
    const url = `http://127.0.0.1:${port}/session`;
    const capabilities = {
      alwaysMatch: {
        acceptInsecureCerts: true,
        "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
      },
    };
    for (let attempts = 0; ; attempts++)
      try {
        const { sessionId } = (await call("POST", url, { capabilities })) as { sessionId: string };
        this.#session = `${url}/${sessionId}`;
        return;
      } catch (error) {
        // It does not listen yet.
        if (!(error instanceof TypeError) || attempts > 100) throw error;
        await sleep(50);
      }
  }

  async openTab(): Promise<Tab> {
    const session = this.#session;
    const { handle } = (await call("POST", `${session}/window/new`, { type: "window" })) as {
      handle: string;
    };
    const send = async (method: string, path: string, body?: object) => {
      await call("POST", `${session}/window`, { handle });
      return call(method, session + path, body);
    };
    const read = async <Value>(expression: string): Promise<Value> => {
      const script = `const done = arguments[0];
        (async () => JSON.stringify(await (${expression})))().then((json) => done([json]), (error) => done([, String(error)]));`;
      const [json, error] = (await send("POST", "/execute/async", { script, args: [] })) as (string | null)[];
      if (error) throw new Error(error);
      return JSON.parse(json ?? "null") as Value;
    };
    return {
      go: async (url) => void (await send("POST", "/url", { url })),
      back: async () => void (await send("POST", "/back", {})),
      read,
      ...handOf((source) => send("POST", "/actions", { actions: [source] }), read),
      close: async () => void (await send("DELETE", "/window")),
    };
  }

  async kill(): Promise<void> {
    // The browser is a child of its driver's, and in its group.
    if (this.#driver?.pid !== undefined && this.#driver.exitCode === null)
      process.kill(-this.#driver.pid, "SIGKILL");
    this.#display?.kill();
    this.#driver = this.#display = undefined;
  }

  remove(): Promise<void> {
    return this.kill();
  }
}

async function call(method: string, url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
