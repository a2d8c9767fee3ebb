import { describe, expect, it } from "vitest";
import { check } from "../problem.ts";
import { ConsentBanner, purposesByBanner } from "./consent-banner.ts";

const [personal, measured, marketed] = ["personalisation", "measurement", "marketing"];
const own = { cookie: "mine", contains: { personalisation: "p=1", measurement: "m=1" } };

describe("a consent banner's cookie", () => {
  it.each<[ConsentBanner, string, string, (string | undefined)[]]>([
    [
      "cookiebot",
      "CookieConsent",
      "{stamp:%27a%27%2Cnecessary:true%2Cstatistics:false%2Cmarketing:true%2Cver:1}",
      [personal, marketed],
    ],
    [
      "cookiebot",
      "CookieConsent",
      "{stamp:%27a%27%2Cnecessary:true%2Cstatistics:true%2Cmarketing:false%2Cver:1}",
      [measured],
    ],
    [
      "onetrust",
      "OptanonConsent",
      "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A0%2CC0004%3A1&geolocation=%3B",
      [personal, marketed],
    ],
    [
      "onetrust",
      "OptanonConsent",
      "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A1%2CC0004%3A0&geolocation=%3B",
      [measured],
    ],
    [
      "cookieyes",
      "cookieyes-consent",
      "consentid:abc,consent:yes,action:yes,necessary:yes,analytics:yes,advertisement:yes",
      [personal, measured, marketed],
    ],
    [
      "cookieyes",
      "cookieyes-consent",
      "consentid:abc,consent:no,action:yes,necessary:yes,analytics:no,advertisement:no",
      [],
    ],
    ["complianz", "cmplz_marketing", "allow", [personal, marketed]],
    ["complianz", "cmplz_statistics", "allow", [measured]],
    ["complianz", "cmplz_marketing", "deny", []],
    [
      { cookie: "mine", contains: '"all":true' },
      "mine",
      "%7B%22all%22%3Atrue%7D",
      [personal, measured, marketed],
    ],
    [{ cookie: "mine", contains: '"all":true' }, "mine", "%7B%22all%22%3Afalse%7D", []],
    [{ cookie: "mine", contains: "100%" }, "mine", "100%", [personal, measured, marketed]],
    [{ cookie: "mine", contains: "100%" }, "mine", "%E0%A4%A", []],
    [own, "mine", "p=1%26m=0", [personal]],
    [own, "mine", "p=1%26m=1", [personal, measured]],
  ])("of %j, %s=%s, says what the visitor agreed to", (banner, cookie, value, purposes) => {
    expect(purposesByBanner(banner, (name) => (name === cookie ? value : undefined))).toEqual(purposes);
  });

  it("says nothing where it is not there", () => {
    expect(purposesByBanner("complianz", () => undefined)).toBeUndefined();
  });

  it.each([
    ["unheard-of", "A banner is one of cookiebot, cookieyes, complianz, onetrust, or {cookie, contains}."],
    [{ cookie: "a b", contains: "x" }, "This is not the name of a cookie."],
    [{ cookie: "a", contains: "" }, "Say what the cookie must contain."],
    [
      { cookie: "a", contains: { marketing: 1 } },
      "What a cookie must contain is text, or such a text by purpose.",
    ],
  ])("cannot be %j", (banner, message) => {
    expect(check(ConsentBanner, banner)).toMatchObject({ ok: false, problems: [{ message }] });
  });
});
