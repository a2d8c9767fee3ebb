import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dashboardHost } from "../local/serve.ts";
import { freePort, type Program, startProgram } from "./testing/program.ts";
import { Shopper } from "./testing/shopper.ts";

const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";
const welcome = "Welcome: 10 % off your first order";

let state: string;
let running: Program | undefined;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "edgewise-state-"));
});
afterEach(async () => {
  running?.interrupt();
  await running?.ended;
  running = undefined;
  rmSync(state, { recursive: true, force: true });
});

async function started(port: number): Promise<Program> {
  running = startProgram("--port", String(port), "--state", state);
  await running.wrote("Edgewise is running.");
  return running;
}

async function stopped(program: Program): Promise<number | null> {
  program.interrupt();
  running = undefined;
  return program.ended;
}

/** Signs in by the link that was printed, and calls the API. */
async function signIn(program: Program, port: number) {
  const token = /sign-in\?token=([\w-]+)/.exec(program.output())?.[1] ?? "";
  const browser = new Shopper(port);
  const host = `${dashboardHost}:${port}`;
  const call = (method: string, path: string, body?: unknown) =>
    browser.ask(`/api/v1${path}`, {
      method,
      host,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const { status } = await call("POST", "/session", { token });
  return { status, call, again: () => call("POST", "/session", { token }) };
}

describe("npm start", () => {
  it("prints the addresses and a sign-in link that works once, and keeps what was changed across a restart", async () => {
    const port = await freePort();
    const first = await started(port);
    expect(first.output()).toContain(`http://shop.localhost:${port}/`);
    expect(first.output()).toContain(`http://ew.shop.localhost:${port}/`);
    const shopper = new Shopper(port);
    expect((await shopper.ask(fromAnAd)).text).toContain(welcome);
    const { status, call, again } = await signIn(first, port);
    expect(status).toBe(200);
    expect((await again()).status).toBe(401);
    // What came with the demo is not said to be of whoever signs in first.
    const audit = JSON.parse((await call("GET", "/audit?site=shop")).text) as { entries: { by: object }[] };
    expect(new Set(audit.entries.map(({ by }) => JSON.stringify(by)))).toEqual(
      new Set([JSON.stringify({ id: "npm-start", name: "npm start" })]),
    );
    expect((await call("GET", "/users")).text).not.toContain("npm start");
    expect((await call("POST", "/rules/welcome-from-ads/switch?site=shop", { on: false })).status).toBe(200);
    for (let view = 0; view < 3; view++) {
      await shopper.did({ name: "view_item", params: { items: [{ item_category: "Lips" }] } });
    }
    expect(await stopped(first)).toBe(0);

    await started(port);
    expect((await new Shopper(port).ask(fromAnAd)).text).not.toContain(welcome);
    expect((await shopper.ask("/")).text).toContain("Still choosing your lipstick?");
    expect((await call("GET", "/session")).status).toBe(200);
  });

  it("puts Edgewise in front of another shop", async () => {
    const port = await freePort();
    running = startProgram("--port", String(port), "--state", state, "--origin", "http://127.0.0.1:9");
    await running.wrote("Edgewise is running.");
    const { status, text } = await new Shopper(port).ask("/");
    expect(status).toBe(502);
    expect(text).toContain("The shop is not reachable");
    await running.wrote("The shop's server did not answer.");
  });

  it("keeps the demo's rules away from another shop, and the other way round", async () => {
    await stopped(await started(await freePort()));
    const port = await freePort();
    running = startProgram("--port", String(port), "--state", state, "--origin", "http://127.0.0.1:9");
    await running.wrote("Edgewise is running.");
    const { call } = await signIn(running, port);
    expect(JSON.parse((await call("GET", "/rules?site=shop")).text)).toEqual({ rules: [] });
    await stopped(running);
    const again = await freePort();
    await started(again);
    expect((await new Shopper(again).ask(fromAnAd)).text).toContain(welcome);
  });

  it("answers for no host that it does not know", async () => {
    const port = await freePort();
    await started(port);
    const { status, text } = await new Shopper(port).ask("/", { host: `127.0.0.1:${port}` });
    expect(status).toBe(404);
    expect(text).toContain("There is no shop at this address");
  });
});

describe("npm start says in one sentence what is wrong with", () => {
  it.each([
    [["--prot", "1"], /Unknown option '--prot'.*--port 8787/],
    [["extra"], /Unexpected argument 'extra'/],
    [["--port", "http"], /--port takes a number/],
    [["--origin", "shop.example"], /--origin takes a shop's address/],
    [["--no-demo"], /name one with --origin/],
  ])("the flags %j", async (args, sentence) => {
    const program = startProgram(...args);
    expect(await program.ended).toBe(1);
    expect(program.output().trim()).toMatch(sentence);
    expect(program.output().trim().split("\n")).toHaveLength(1);
  });

  it("a port that is taken", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    const program = startProgram("--port", String(port), "--state", state);
    expect(await program.ended).toBe(1);
    expect(program.output().trim()).toBe(
      `Port ${port} is taken by another program; choose another with \`npm start -- --port 9000\`.`,
    );
    other.close();
  });

  it("a state folder that another start uses", async () => {
    await started(await freePort());
    const second = startProgram("--port", String(await freePort()), "--state", state);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("is in use by another start");
  });

  it("a state folder whose secrets or databases are damaged, and leaves them as they are", async () => {
    mkdirSync(join(state, "demo"));
    writeFileSync(join(state, "demo", "secrets.json"), "{");
    const program = startProgram("--port", String(await freePort()), "--state", state);
    expect(await program.ended).toBe(1);
    expect(program.output()).toMatch(
      /is damaged \(secrets.json cannot be read\)\. Nothing in it was changed/,
    );
    rmSync(join(state, "demo", "secrets.json"));

    await stopped(await started(await freePort()));
    // The write-ahead log too: from an intact one, SQLite would repair the database by itself.
    const files = readdirSync(state, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => /D1DatabaseObject.*sqlite(-wal)?$/.test(name))) {
      writeFileSync(join(state, file), "not a database, whatever its name says");
    }
    const again = startProgram("--port", String(await freePort()), "--state", state);
    expect(await again.ended).toBe(1);
    expect(again.output()).toContain("is damaged");
  });
});
