import { expect, it } from "vitest";
import { forbiddenBy } from "./policy-permits.ts";

const page = new URL("https://blog.example/");
const tag = { address: "https://edge.shop.example/_ew/s.js?site=shop", nonce: "abc" };
const forbidden = (...policies: string[]) => forbiddenBy(policies, page, tag)?.what;

it.each([
  "default-src https:",
  "script-src https://edge.shop.example; connect-src *.shop.example",
  "script-src 'nonce-abc' 'strict-dynamic'; connect-src *",
  "script-src https://edge.shop.example/_ew/; connect-src https://edge.shop.example:443/_ew/",
  "img-src 'none'",
])("%s lets the snippet run", (policy) => {
  expect(forbidden(policy.replace(":443", ""))).toBeUndefined();
});

it.each([
  ["script-src 'self'", "script"],
  ["default-src 'none'", "script"],
  ["script-src https://shop.example *.cdn.example", "script"],
  ["script-src 'strict-dynamic' https: 'nonce-other'", "script"],
  ["script-src https://edge.shop.example/js/", "script"],
  ["connect-src 'self'", "connection"],
  ["script-src https:; default-src 'self'", "connection"],
])("%s forbids it: %s", (policy, what) => expect(forbidden(policy)).toBe(what));

it("of several policies each has to agree, and the words that forbid it are named", () => {
  expect(forbiddenBy(["script-src *", "script-src 'self'"], page, tag)).toEqual({
    what: "script",
    by: "script-src 'self'",
  });
});
