import { Agent, type IncomingHttpHeaders, request } from "node:http";
import * as fc from "fast-check";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Configuration } from "../model/configuration.ts";
import { fuzzRuns } from "../worker/testing/fuzz-runs.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import {
  breaksOff,
  fuzzedAnswer,
  type FuzzedAnswer,
  packed,
  pageFor,
  startFuzzedShop,
} from "./testing/fuzzed-shop.ts";
import { until } from "./testing/until.ts";
import { keeper } from "./testing/without-keeper.ts";

/** With the part that closes offers, where there is one. */
const tag = /<script async src="\/_ew\/s\.js"( data-load="offer")?><\/script>/;
const probe = { html: '<i class="probe">&#252;</i>', attribute: ' data-probe="1"' };

/** All that these rules do can be told from a page, and taken out of it again. */
const changes = {
  probes: [
    { type: "insertHtml", selector: "p", position: "after", html: '<i class="probe">ü</i>' },
    { type: "insertHtml", selector: "div", position: "start", html: '<i class="probe">ü</i>' },
    { type: "insertHtml", selector: "li", position: "end", html: '<i class="probe">ü</i>' },
    { type: "setAttribute", selector: "a", name: "data-probe", value: "1" },
  ],
  welcome: [{ type: "insertOffer", placement: "place", offer: "welcome" }],
};

const rule = (id: string, pages: string[], list: object[], condition = {}) => ({
  id,
  name: id,
  on: true,
  pages,
  condition,
  priority: 1,
  variants: [{ id: "a", changes: list }],
});

const configuration = v.parse(Configuration, {
  rules: [
    rule("probes", ["/probed", "/everywhere"], changes.probes),
    // Says to everybody where they came from, which nobody else may read.
    rule("welcome", ["/welcome", "/everywhere"], changes.welcome, { source: { $regex: "^who" } }),
  ],
  offers: [
    { id: "welcome", name: "W", layout: "banner", headline: "From {{ source }}", text: "", button: null },
  ],
  coupons: [],
  placements: [{ id: "place", name: "Place", selector: "section", position: "start" }],
});

/** Somebody who asks for a page. */
interface Asker {
  /** What the shop knows them by. */
  session: string | undefined;
  /** Where they came from. */
  source: string | undefined;
  isRemembered: boolean;
}

const asker: fc.Arbitrary<Asker> = fc.record({
  session: fc.option(fc.constantFrom("ann", "bob", "eve"), { nil: undefined }),
  source: fc.option(fc.constantFrom("whoann", "whobob", "whoeve"), { nil: undefined }),
  isRemembered: fc.boolean(),
});

interface Received {
  isWhole: boolean;
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

const usualAnswer: FuzzedAnswer = {
  path: "/everywhere",
  page: Buffer.from("<!doctype html><title>Shop</title><p>Hello"),
  status: 200,
  contentType: "text/html; charset=utf-8",
  packing: "none",
  cacheControl: "public, max-age=600",
  saysLength: true,
  pieces: [],
  pausesMs: [],
  breaksOffAt: null,
};
const answers = new Map<number, FuzzedAnswer>();
/** Goes on where the test is tried again: what its first try left under way takes no answer away from it. */
let numbers = 0;
let shop: Awaited<ReturnType<typeof startFuzzedShop>>;
let edge: Edge;
const stuckMs = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

beforeAll(async () => {
  shop = await startFuzzedShop((number) => answers.get(number));
  edge = await startEdge({ origin: shop.url, configuration });
  // Until it knows what is live, the edge gives the shop's own pages, as the shop would have them kept.
  answers.set(0, usualAnswer);
  const nobody = { session: undefined, source: undefined, isRemembered: true };
  const isAwake = async () => (await ask(`${usualAnswer.path}?number=0`, nobody)).bytes.includes(probe.html);
  await until(isAwake);
});
afterAll(async () => {
  agent.destroy();
  await edge?.close();
  shop?.server.closeAllConnections();
  shop?.server.close();
});

function ask(path: string, { session, source, isRemembered }: Asker, etag?: string): Promise<Received> {
  const headers = {
    host: `${shopHost}:${edge.port}`,
    accept: "text/html",
    "accept-encoding": "identity",
    ...(session === undefined ? {} : { cookie: `session=${session}` }),
    ...(source === undefined ? {} : { referer: `https://${source}.example/` }),
    ...(isRemembered ? {} : { "sec-gpc": "1" }),
    ...(etag === undefined ? {} : { "if-none-match": etag }),
  };
  return new Promise((resolve, reject) => {
    const nothing = { isWhole: false, status: 0, headers: {}, bytes: Buffer.alloc(0) };
    const asking = request({ host: "127.0.0.1", port: edge.port, path, headers, agent }, (incoming) => {
      const pieces: Buffer[] = [];
      const received = (isWhole: boolean) =>
        resolve({
          isWhole,
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes: Buffer.concat(pieces),
        });
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("error", () => received(false));
      incoming.on("end", () => received(incoming.complete));
    });
    asking.on("error", () => resolve(nothing));
    // Says which page it is that nobody gets to the end of.
    asking.setTimeout(stuckMs, () => {
      reject(new Error(`Nothing came for ${stuckMs} ms: ${path} ${JSON.stringify(headers)}`));
      asking.destroy();
    });
    asking.end();
  });
}

const mayChange = (answer: FuzzedAnswer) =>
  answer.status === 200 &&
  /^text\/html/i.test(answer.contentType) &&
  !/utf-16|iso-2022/i.test(answer.contentType) &&
  answer.packing !== "deflate";

/** What is ours, and what is left without it. */
function takenApart(bytes: Buffer): { ours: string[]; rest: string } {
  const ours: string[] = [];
  const taken = (piece: string) => {
    ours.push(piece);
    return "";
  };
  const rest = bytes
    .toString("latin1")
    .replaceAll(/<aside class="ew-offer[^]*?<\/aside>/g, taken)
    .replaceAll(probe.html, taken)
    .replaceAll(probe.attribute, taken)
    .replace(keeper, taken)
    .replace(tag, taken);
  return { ours, rest };
}

/** What this answer may be for this visitor, and nothing else. */
function judge(answer: FuzzedAnswer, who: Asker, received: Received): void {
  const own = pageFor(answer, who.session);
  const { bytes: sent } = packed(own, answer.packing);
  const what = told(answer, who, received);
  const isUnreachable = received.status === 502 && received.bytes.includes("The shop is not reachable");
  if (breaksOff(answer, sent.length)) {
    expect(isUnreachable || !received.isWhole, what).toBe(true);
    return;
  }
  // Whoever unpacks it finds that it cannot be unpacked: we, the platform, or the browser.
  if (/Gzip/.test(answer.packing)) {
    expect(isUnreachable || !received.isWhole || received.bytes.equals(sent), what).toBe(true);
    return;
  }
  expect([received.isWhole, received.status], what).toEqual([true, answer.status]);
  const raw = received.headers["content-encoding"] === undefined ? own : sent;
  if (!mayChange(answer)) {
    expect(received.bytes.equals(raw), what).toBe(true);
    return;
  }
  const { ours, rest } = takenApart(received.bytes);
  expect(rest, what).toBe(own.toString("latin1"));
  const isOurs = (piece: string) =>
    (tag.test(piece) && who.isRemembered) ||
    (keeper.test(piece) && who.isRemembered && answer.path !== "/plain" && saysNoOther(piece, who)) ||
    (piece.startsWith("<aside") && /welcome|everywhere/.test(answer.path) && saysSource(piece, who)) ||
    ([probe.html, probe.attribute].includes(piece) && /probed|everywhere/.test(answer.path));
  expect(
    ours.filter((piece) => !isOurs(piece)),
    what,
  ).toEqual([]);
  const isPersonal = answer.path !== "/plain" || received.headers["set-cookie"] !== undefined;
  if (isPersonal) expect(received.headers["cache-control"], what).toMatch(/^private, no-(?:cache|store)$/);
  else expect(received.headers["cache-control"] ?? "", what).toBe(answer.cacheControl);
}

/** The case, for whoever has to look into it. */
function told({ page, ...answer }: FuzzedAnswer, who: Asker, { bytes, ...received }: Received): string {
  return JSON.stringify({
    answer,
    who,
    received,
    got: bytes.toString("latin1"),
    from: Buffer.from(page).toString("latin1"),
  });
}

function saysSource(offer: string, { source }: Asker): boolean {
  return source !== undefined && offer.includes(`From ${source}`);
}

function saysNoOther(piece: string, { source }: Asker): boolean {
  return [...piece.matchAll(/From (\w+)/g)].every(([, said]) => said === source);
}

/** Asks again, as a browser does that holds the page: what it holds must still be right where it is told so. */
async function askAgain(path: string, answer: FuzzedAnswer, who: Asker, first: Received): Promise<number> {
  const { etag } = first.headers;
  if (etag === undefined || !first.isWhole) return 0;
  const again = await ask(path, who, etag);
  if (again.status !== 304) {
    judge(answer, who, again);
    return 0;
  }
  expect(again.bytes.length).toBe(0);
  const now = await ask(path, who);
  if (now.isWhole && now.headers.etag !== undefined) expect(now.bytes.equals(first.bytes)).toBe(true);
  return 1;
}

describe("a shop's server that does anything at all", () => {
  const runs = fuzzRuns();

  it(
    "never makes a page come out short, with something of somebody else, or changed without a rule",
    { timeout: 30_000 + runs * 30 },
    async () => {
      const seen = { pages: 0, broken: 0, ours: 0, unchanged: 0 };
      const visits = fc.array(fc.tuple(fuzzedAnswer, fc.array(asker, { minLength: 1, maxLength: 3 })), {
        minLength: 8,
        maxLength: 8,
      });
      await fc.assert(
        fc.asyncProperty(visits, async (batch) => {
          await Promise.all(
            batch.map(async ([answer, askers]) => {
              numbers += 1;
              const number = numbers;
              const path = `${answer.path}?number=${number}`;
              answers.set(number, answer);
              for (const who of askers) {
                const received = await ask(path, who);
                judge(answer, who, received);
                seen.pages += 1;
                if (!received.isWhole || received.status === 502) seen.broken += 1;
                if (received.bytes.includes("ew-offer")) seen.ours += 1;
                seen.unchanged += await askAgain(path, answer, who, received);
              }
              answers.delete(number);
            }),
          );
        }),
        { numRuns: Math.ceil(runs / 16), endOnFailure: true },
      );
      // The test would prove nothing if nothing of the kind came up.
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs / 200);
    },
  );
});
