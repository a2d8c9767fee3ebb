import { describe, expect, it } from "vitest";
import type { Look, SeenPage } from "../../worker/api/contract.ts";
import { faultsOf, type Known, suspicionsOf } from "./diagnose.ts";

const site: Known = {
  id: "shop",
  hosts: ["shop.example"],
  prefix: "/_ew/",
  snippet: true,
  consent: "assumed",
  on: true,
  liveVersion: 3,
};
const inserted = { address: "https://shop.example/_ew/s.js", heldBy: [], nonce: "" };
const pasted = { ...inserted, address: "https://shop.example/_ew/s.js?site=shop" };
const seen = (changes: Partial<SeenPage> = {}): SeenPage => ({
  address: "https://shop.example/",
  status: 200,
  type: "text/html",
  tags: [inserted],
  policies: [],
  scriptHosts: [],
  cachedBy: "",
  ...changes,
});
const onBlog = (changes: Partial<SeenPage> = {}) =>
  seen({ address: "https://blog.example/", tags: [pasted], ...changes });
const look = (page: Look["page"], changes: Partial<Look> = {}): Look => ({
  page,
  fresh: null,
  edge: { address: "https://shop.example/_ew/ok", isOurs: true, status: 200 },
  ...changes,
});
const codes = (page: Look["page"], changes: Partial<Look> = {}, known: Partial<Known> = {}) =>
  faultsOf(look(page, changes), { ...site, ...known }).map(({ code }) => code);

describe("a page", () => {
  it("that has what it needs has no fault", () => {
    expect(codes(seen())).toEqual([]);
    expect(codes(onBlog())).toEqual([]);
    expect(
      codes(seen({ tags: [{ ...inserted, heldBy: ['type="ew-waits"'] }], policies: ["script-src 'none'"] })),
    ).toEqual([]);
    expect(codes(seen({ tags: [{ ...inserted, address: "https://shop.example/_ew/c.js" }] }))).toEqual([]);
  });

  it.each<[string, Look["page"], string]>([
    ["without a tag", seen({ tags: [] }), "tag_missing"],
    [
      "with somebody else's s.js",
      seen({ tags: [{ ...inserted, address: "https://cdn.example/s.js" }] }),
      "tag_missing",
    ],
    [
      "with another site's key",
      onBlog({ tags: [{ ...pasted, address: pasted.address + "s" }] }),
      "wrong_key",
    ],
    ["without a key on another host", onBlog({ tags: [inserted] }), "wrong_key"],
    [
      "with a tag that leads elsewhere",
      onBlog({ tags: [{ ...pasted, address: "https://old.example/_ew/s.js?site=shop" }] }),
      "wrong_address",
    ],
    ["whose consent tool holds it", onBlog({ tags: [{ ...pasted, heldBy: ['type="text/plain"'] }] }), "held"],
    ["whose policy forbids it", onBlog({ policies: ["script-src 'self'"] }), "policy_script"],
    ["whose policy forbids sending", onBlog({ policies: ["connect-src 'self'"] }), "policy_connection"],
    ["that is not there", seen({ status: 404 }), "page_error"],
    ["that is a picture", seen({ type: "image/png" }), "no_page"],
    ["that nobody answers for", { why: "unreachable", address: "https://shop.example/" }, "unreachable"],
    ["that leads away", { why: "elsewhere", address: "https://www.shop.example/" }, "elsewhere"],
  ])("%s", (_what, page, code) => expect(codes(page)).toEqual([code]));

  it("that a cache gave is told from one that has no tag, by asking past the cache", () => {
    const fresh = seen();
    const cached = seen({ tags: [], cachedBy: "age: 612" });
    expect(faultsOf(look(cached, { fresh }), site)).toEqual([{ code: "cached", evidence: "age: 612" }]);
    expect(codes(cached, { fresh: seen({ tags: [] }) })).toEqual(["tag_missing"]);
  });
});

it("what stands before the page is mended before it", () => {
  const edge = { address: "https://shop.example/_ew/ok", isOurs: false, status: 404 };
  expect(codes(seen({ tags: [] }), { edge }, { on: false, liveVersion: 0 })).toEqual([
    "never_published",
    "switched_off",
    "not_ours",
    "tag_missing",
  ]);
  expect(codes(seen({ tags: [] }), {}, { snippet: false })).toEqual(["insertion_off"]);
});

it("where nothing is wrong to see, a consent tool is likelier than a blocker", () => {
  const page = seen({ scriptHosts: ["cdn.example", "consent.cookiebot.com"] });
  expect(suspicionsOf(look(page), { ...site, consent: "asked" })).toEqual([
    { code: "consent_tool", evidence: "Cookiebot (consent.cookiebot.com)" },
    { code: "consent_asked", evidence: "" },
    { code: "blocked", evidence: "" },
  ]);
});
