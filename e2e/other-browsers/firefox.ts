import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../testing/until.ts";
import { handOf, type OtherBrowser, type Tab } from "./other-browser.ts";

/** Preferences of a browser that asks nobody and calls nobody. */
const preferences: Record<string, unknown> = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.blockedURIs.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.sessionstore.resume_from_crash": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.systemAddon.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "remote.active-protocols": 1,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.startup.max_resumed_crashes": -1,
  "toolkit.telemetry.server": "",
};

interface Answer {
  id?: number;
  error?: string;
  message?: string;
  result?: unknown;
}

/** Firefox, driven by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it speaks by itself. */
export class Firefox implements OtherBrowser {
  readonly #path: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "edgewise-firefox-"));
  #process: ChildProcess | undefined;
  #socket: WebSocket | undefined;
  #last = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  /** @param isPrivate whether all of its windows are. */
  constructor(path: string, isPrivate = false) {
    this.#path = path;
    const all = {
      ...preferences,
      "browser.privatebrowsing.autostart": isPrivate,
      // A private window says by itself that nobody is to be remembered, and then there is nothing to see.
      "privacy.globalprivacycontrol.pbmode.enabled": false,
    };
    const lines = Object.entries(all).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(this.#folder, "user.js"), lines.join(""));
  }

  async start(): Promise<void> {
    const portFile = join(this.#folder, "WebDriverBiDiServer.json");
    rmSync(portFile, { force: true });
    this.#process = spawn(
      this.#path,
      ["--headless", "--no-remote", "--profile", this.#folder, "--remote-debugging-port", "0", "about:blank"],
      { stdio: "ignore" },
    );
    const port = async () => {
      const json = await readFile(portFile, "utf8").catch(() => "{}");
      return (JSON.parse(json || "{}") as { ws_port?: number }).ws_port;
    };
    await until(async () => (await port()) !== undefined);
    const socket = new WebSocket(`ws://127.0.0.1:${await port()}/session`);
    await new Promise((opened, failed) => {
      socket.addEventListener("open", opened);
      socket.addEventListener("error", failed);
    });
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
    this.#socket = socket;
    await this.#send("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  }

  async openTab(): Promise<Tab> {
    const { context } = (await this.#send("browsingContext.create", { type: "tab" })) as { context: string };
    const send = (method: string, params: object) => this.#send(method, { context, ...params });
    const read = async <Value>(expression: string): Promise<Value> => {
      const said = (await this.#send("script.evaluate", {
        target: { context },
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        awaitPromise: true,
        userActivation: false,
      })) as { result?: { value?: string }; exceptionDetails?: { text: string } };
      if (said.exceptionDetails) throw new Error(said.exceptionDetails.text);
      return JSON.parse(said.result?.value ?? "null") as Value;
    };
    return {
      go: async (url) => void (await send("browsingContext.navigate", { url, wait: "complete" })),
      back: async () => void (await send("browsingContext.traverseHistory", { delta: -1 })),
      read,
      ...handOf((source) => send("input.performActions", { actions: [source] }), read),
      close: async () => void (await send("browsingContext.close", {})),
    };
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await ended;
    this.#socket?.close();
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #send(method: string, params: object): Promise<unknown> {
    const id = ++this.#last;
    const answered = new Promise<Answer>((answer) => this.#waiting.set(id, answer));
    this.#socket?.send(JSON.stringify({ id, method, params }));
    const { error, message, result } = await answered;
    this.#waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  }
}
