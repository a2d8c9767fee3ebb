import { describe, expect, it } from "vitest";
import { ConsentBanner, isGrantedBy } from "./consent-banner.ts";
import { check } from "./problem.ts";

describe("a consent banner's cookie", () => {
  it.each<[ConsentBanner, string, string]>([
    [
      "cookiebot",
      "{stamp:%27a%27%2Cnecessary:true%2Cstatistics:false%2Cmarketing:true%2Cver:1}",
      "{stamp:%27a%27%2Cnecessary:true%2Cstatistics:true%2Cmarketing:false%2Cver:1}",
    ],
    [
      "onetrust",
      "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A0%2CC0004%3A1&geolocation=%3B",
      "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A1%2CC0004%3A0&geolocation=%3B",
    ],
    [
      "cookieyes",
      "consentid:abc,consent:yes,action:yes,necessary:yes,analytics:no,advertisement:yes",
      "consentid:abc,consent:no,action:yes,necessary:yes,analytics:yes,advertisement:no",
    ],
    ["complianz", "allow", "deny"],
    [
      { cookie: "mine", contains: '"personal":true' },
      "%7B%22personal%22%3Atrue%7D",
      "%7B%22personal%22%3Afalse%7D",
    ],
    [{ cookie: "mine", contains: "100%" }, "100%", "%E0%A4%A"],
  ])("of %j says whether the visitor agreed", (banner, yes, no) => {
    expect(isGrantedBy(banner, yes)).toBe(true);
    expect(isGrantedBy(banner, no)).toBe(false);
  });

  it.each([
    ["unheard-of", "A banner is one of cookiebot, cookieyes, complianz, onetrust, or {cookie, contains}."],
    [{ cookie: "a b", contains: "x" }, "This is not the name of a cookie."],
    [{ cookie: "a", contains: "" }, "Say what the cookie must contain."],
  ])("cannot be %j", (banner, message) => {
    expect(check(ConsentBanner, banner)).toMatchObject({ ok: false, problems: [{ message }] });
  });
});
