import { describe, expect, it } from "vitest";
import { fieldOf, hostsFrom, originFrom, siteIdFor } from "./site-form.ts";

describe("hosts", () => {
  it("are separated by commas, spaces or lines, each taken once", () => {
    expect(hostsFrom(" www.shop.example, shop.example\nshop.example ")).toEqual([
      "www.shop.example",
      "shop.example",
    ]);
    expect(hostsFrom(" ,")).toEqual([]);
  });

  it("may be typed as addresses, with capitals, or with letters beyond ASCII", () => {
    expect(hostsFrom("https://WWW.shop.example/sale?x=1 shop.localhost:8787 müller.example")).toEqual([
      "www.shop.example",
      "shop.localhost",
      "xn--mller-kva.example",
    ]);
  });

  it("stay as typed where they are none", () => expect(hostsFrom("a%b")).toEqual(["a%b"]));
});

it("takes an empty origin for the zone's own, and adds what an address lacks", () => {
  expect(originFrom("  ")).toBeNull();
  expect(originFrom("origin.shop.example")).toBe("https://origin.shop.example");
  expect(originFrom("http://127.0.0.1:8080")).toBe("http://127.0.0.1:8080");
});

describe("a site's id", () => {
  const none = new Set<string>();
  it.each([
    ["Odile & Marsh", ["www.shop.example"], "odile-marsh"],
    ["Café Zoë", [], "cafe-zoe"],
    ["化粧品", ["www.shop.example"], "shop-example"],
    ["", [], "shop"],
  ])("is made from %j and %j", (name, hosts, id) => expect(siteIdFor(name, hosts, none)).toBe(id));

  it("is never one that is taken, nor too long", () => {
    expect(siteIdFor("Shop", [], new Set(["shop", "shop-2"]))).toBe("shop-3");
    const long = siteIdFor("x".repeat(80), [], new Set(["x".repeat(63)]));
    expect(long).toBe(`${"x".repeat(61)}-2`);
  });
});

it("finds the field of a problem", () => {
  expect(fieldOf({ path: "hosts[1]" })).toBe("hosts");
  expect(fieldOf({ path: "timeZone" })).toBe("timeZone");
  expect(fieldOf({ path: "accent" })).toBeUndefined();
});
