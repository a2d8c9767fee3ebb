import { expect, it } from "vitest";
import { coverLine, localCommand, pastedLine, tagManagerLines } from "./lines.ts";

const site = { id: "shop", hosts: ["edge.shop.example"], prefix: "/_ew/", consent: "assumed" as const };
const online = { protocol: "https:", port: "" };

it("the line names the site, and waits where consent is asked for", () => {
  expect(pastedLine(site, online)).toBe(
    '<script async src="https://edge.shop.example/_ew/s.js?site=shop" data-load="apply"></script>',
  );
  expect(pastedLine({ ...site, consent: "asked", prefix: "/hi/" }, { protocol: "http:", port: "8787" })).toBe(
    '<script async src="http://edge.shop.example:8787/hi/c.js?site=shop" data-load="apply"></script>',
  );
  expect(tagManagerLines(site, online)).toContain('src = "https://edge.shop.example/_ew/s.js?site=shop"');
});

it("what stands above the line is waited for by browsers", () => {
  expect(coverLine(site, online)).toBe(
    '<script src="https://edge.shop.example/_ew/cover.js?site=shop"></script>',
  );
});

it("the command shows the shop from where its server is", () => {
  expect(localCommand({ hosts: ["www.shop.example"], origin: null })).toBe(
    "npm start -- --origin https://www.shop.example",
  );
  expect(localCommand({ hosts: ["www.shop.example"], origin: "https://o.shop.example" })).toBe(
    "npm start -- --origin https://o.shop.example",
  );
});
