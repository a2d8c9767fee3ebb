import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redirect } from "../../model/change/redirect.ts";
import { check } from "../../model/problem.ts";
import { leadFrom } from "./lead.ts";

const isOwn = (host: string) => host === "shop.example";
const lead = (from: string, to: string) => leadFrom(new URL(from, "https://shop.example"), to, isOwn);

describe("a redirect", () => {
  it.each([
    ["/a", "/b", "/b"],
    ["/a?x=1&y=2", "/b", "/b?x=1&y=2"],
    ["/a?x=1&y=2", "/b?x=9#part", "/b?x=9&y=2#part"],
    ["/a?utm_source=ad&%78=1", "/b?x=9", "/b?x=9&utm_source=ad"],
    ["/a?q=l%C3%A9+vert%20&flag", "/b", "/b?q=l%C3%A9+vert%20&flag"],
    ["/a?x=1&x=2", "/b", "/b?x=1&x=2"],
    ["/a?#there", "/b", "/b"],
    ["/a?token=t", "/b", "/b?token=t"],
    ["/a?x=1", "https://shop.example/b", "https://shop.example/b?x=1"],
    [
      "/a?utm_source=ad&access_token=t&code=c&promo_code=TEN&email=e&gclid=g&session_id=1&sid=2&api_key=3",
      "https://other.example/b?y",
      "https://other.example/b?y&utm_source=ad&promo_code=TEN&gclid=g",
    ],
    ["/a?x=//evil.example&next=https://evil.example", "/b", "/b?x=//evil.example&next=https://evil.example"],
  ])("from %s to %s leads to %s", (from, to, location) => {
    expect(lead(from, to).location).toBe(location);
  });

  it.each([
    ["/a", "/a", true],
    ["/a", "/a#part", true],
    ["/a?v=b&x=1", "/a?v=b", true],
    ["/a?x=1&v=b", "/a?v=b", true],
    ["/a?x=1", "https://shop.example/a", true],
    ["/a?x=1", "/a?v=b", false],
    ["/a", "/a/", false],
    ["/a", "https://other.example/a", false],
  ])("of somebody at %s to %s leads to where they are: %s", (from, to, isHere) => {
    expect(lead(from, to).isHere).toBe(isHere);
  });

  it("never leads to another host than its rule says, whatever the visitor's address holds", () => {
    const part = fc.constantFrom(
      "/",
      "\\",
      "@",
      "evil.example",
      "%0d%0a",
      "?",
      "&",
      "=",
      "#",
      ":",
      "x",
      "..",
      "é",
    );
    const parts = fc.array(part, { maxLength: 8 }).map((all) => all.join(""));
    const targets = fc.oneof(
      parts,
      parts.map((rest) => `/${rest}`),
      parts.map((rest) => `https://other.example/${rest}`),
    );
    fc.assert(
      fc.property(parts, targets, (asked, to) => {
        const from = new URL(`https://shop.example/a?${asked}`);
        if (!check(Redirect, { type: "redirect", to }).ok) return;
        const { location } = leadFrom(from, to, isOwn);
        const host = to.startsWith("/") ? "shop.example" : new URL(to).host;
        expect(new URL(location, from).host).toBe(host);
        expect(new URL(location, from).pathname).toBe(new URL(to, from).pathname);
        expect(location).toMatch(/^[!-~]+$/);
      }),
    );
  });
});
