import { afterEach, expect, it, vi } from "vitest";
import { gather, type Gathered } from "./gather.ts";

const queue = { send: async (message: unknown) => void sent.push(message) } as unknown as Queue;
let sent: unknown[] = [];

afterEach(() => {
  sent = [];
  vi.restoreAllMocks();
});

const message = (_id: string, counts: ReadonlyMap<string, number>, atMs: number) => ({
  ...Object.fromEntries(counts),
  atMs,
});

it("what was counted together is sent once", async () => {
  const gathered: Gathered = new Map();
  const page = (atMs: number) => gather(gathered, queue, { site: "lumen", names: ["a"], atMs }, message);
  await Promise.all([page(1), page(2), page(3)]);
  await page(4);
  expect(sent).toEqual([
    { a: 3, atMs: 1 },
    { a: 1, atMs: 4 },
  ]);
});

it("what a request had counted is sent by a later one where the platform ended it, and by that one alone", async () => {
  const gathered: Gathered = new Map();
  const page = (atMs: number) => gather(gathered, queue, { site: "lumen", names: ["a"], atMs }, message);
  let goOn: () => void = () => undefined;
  const timer = vi.spyOn(globalThis, "setTimeout").mockImplementationOnce(((go: () => void) => {
    goOn = go;
  }) as unknown as typeof setTimeout);
  const ended = page(1);
  timer.mockRestore();
  await page(2);
  expect(sent).toEqual([]);
  const laterMs = Date.now() + 10_000;
  vi.spyOn(Date, "now").mockImplementation(() => laterMs);
  await page(3);
  expect(sent).toEqual([{ a: 3, atMs: 1 }]);
  goOn();
  await ended;
  expect(sent.length).toBe(1);
});
