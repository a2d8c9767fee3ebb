import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviceOf } from "./device.ts";
import { userAgentOf } from "./user-agent.ts";

const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const chromium = "AppleWebKit/537.36 (KHTML, like Gecko)";
const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)";
const iPad = "Mozilla/5.0 (iPad; CPU OS 15_7 like Mac OS X)";
const android = "Mozilla/5.0 (Linux; Android 10; K)";

/** A user agent; then the device, browser, its version, operating system and its version. */
type Case = [what: string, agent: string, ...expected: (string | null)[]];

const agents: Case[] = [
  [
    "Safari on an iPhone",
    `${iPhone} ${webKit} Version/18.5 Mobile/15E148 Safari/604.1`,
    "mobile",
    "Safari",
    "18.5",
    "iOS",
    "18.5",
  ],
  [
    "Safari 26 on an iPhone",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webKit} Version/26.0 Mobile/15E148 Safari/604.1`,
    "mobile",
    "Safari",
    "26.0",
    "iOS",
    "18.6",
  ],
  [
    "Safari on an old iPad",
    `Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) ${webKit} Version/12.1.2 Mobile/15E148 Safari/604.1`,
    "tablet",
    "Safari",
    "12.1.2",
    "iOS",
    "12.5",
  ],
  [
    "Safari on a Mac, or an iPad that says so",
    `${mac} ${webKit} Version/18.3 Safari/605.1.15`,
    "desktop",
    "Safari",
    "18.3",
    "macOS",
    null,
  ],
  [
    "Safari on an old Mac",
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) ${webKit} Version/13.1.2 Safari/605.1.15`,
    "desktop",
    "Safari",
    "13.1.2",
    "macOS",
    "10.13.6",
  ],
  [
    "Chrome on Windows",
    `${windows} ${chromium} Chrome/142.0.0.0 Safari/537.36`,
    "desktop",
    "Chrome",
    "142.0.0.0",
    "Windows",
    null,
  ],
  [
    "Chrome on a Mac",
    `${mac} ${chromium} Chrome/141.0.0.0 Safari/537.36`,
    "desktop",
    "Chrome",
    "141.0.0.0",
    "macOS",
    null,
  ],
  [
    "Chrome on Linux",
    `Mozilla/5.0 (X11; Linux x86_64) ${chromium} Chrome/140.0.0.0 Safari/537.36`,
    "desktop",
    "Chrome",
    "140.0.0.0",
    "Linux",
    null,
  ],
  [
    "Chrome on a Chromebook",
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chromium} Chrome/139.0.0.0 Safari/537.36`,
    "desktop",
    "Chrome",
    "139.0.0.0",
    "Chrome OS",
    null,
  ],
  [
    "Chrome on Android",
    `${android} ${chromium} Chrome/142.0.0.0 Mobile Safari/537.36`,
    "mobile",
    "Chrome",
    "142.0.0.0",
    "Android",
    null,
  ],
  [
    "Chrome on an Android tablet",
    `Mozilla/5.0 (Linux; Android 14; SM-X910) ${chromium} Chrome/138.0.0.0 Safari/537.36`,
    "tablet",
    "Chrome",
    "138.0.0.0",
    "Android",
    "14",
  ],
  [
    "Chrome on an iPhone",
    `${iPhone} ${webKit} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`,
    "mobile",
    "Chrome",
    "141.0.7390.41",
    "iOS",
    "18.5",
  ],
  [
    "Edge on Windows",
    `${windows} ${chromium} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.53`,
    "desktop",
    "Edge",
    "142.0.3595.53",
    "Windows",
    null,
  ],
  [
    "Edge on Android",
    `${android} ${chromium} Chrome/141.0.0.0 Mobile Safari/537.36 EdgA/141.0.0.0`,
    "mobile",
    "Edge",
    "141.0.0.0",
    "Android",
    null,
  ],
  [
    "Edge on an iPhone",
    `${iPhone} ${webKit} Version/18.0 EdgiOS/141.0.3537.38 Mobile/15E148 Safari/604.1`,
    "mobile",
    "Edge",
    "141.0.3537.38",
    "iOS",
    "18.5",
  ],
  [
    "Firefox on Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "desktop",
    "Firefox",
    "144.0",
    "Windows",
    null,
  ],
  [
    "Firefox on a Mac",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
    "desktop",
    "Firefox",
    "143.0",
    "macOS",
    null,
  ],
  [
    "Firefox on Android",
    "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
    "mobile",
    "Firefox",
    "144.0",
    "Android",
    "15",
  ],
  [
    "Firefox on an Android tablet",
    "Mozilla/5.0 (Android 14; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0",
    "tablet",
    "Firefox",
    "140.0",
    "Android",
    "14",
  ],
  [
    "Firefox on an iPhone",
    `${iPhone} ${webKit} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`,
    "mobile",
    "Firefox",
    "144.0",
    "iOS",
    "18.5",
  ],
  [
    "Firefox on an iPad",
    `${iPad} ${webKit} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`,
    "tablet",
    "Firefox",
    "144.0",
    "iOS",
    "15.7",
  ],
  [
    "Samsung Internet",
    `${android} ${chromium} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    "mobile",
    "Samsung Internet",
    "28.0",
    "Android",
    null,
  ],
  [
    "Opera on Windows",
    `${windows} ${chromium} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`,
    "desktop",
    "Opera",
    "124.0.0.0",
    "Windows",
    null,
  ],
  [
    "Opera on Android",
    `${android} ${chromium} Chrome/139.0.0.0 Mobile Safari/537.36 OPR/92.0.0.0`,
    "mobile",
    "Opera",
    "92.0.0.0",
    "Android",
    null,
  ],
  [
    "Opera Mini",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
    "mobile",
    "Opera",
    "12.16",
    "Android",
    null,
  ],
  [
    "Vivaldi",
    `${windows} ${chromium} Chrome/140.0.0.0 Safari/537.36 Vivaldi/7.6.3797.52`,
    "desktop",
    "Vivaldi",
    "7.6.3797.52",
    "Windows",
    null,
  ],
  [
    "Instagram on an iPhone",
    `${iPhone} ${webKit} Mobile/15E148 Instagram 389.0.0.34.74 (iPhone14,7; iOS 18_5; de_DE; de; scale=3.00; 1170x2532; 756820827)`,
    "mobile",
    "Instagram",
    "389.0.0.34.74",
    "iOS",
    "18.5",
  ],
  [
    "Instagram on Android",
    `Mozilla/5.0 (Linux; Android 14; SM-S911B Build/UP1A.231005.007; wv) ${chromium} Version/4.0 Chrome/139.0.7258.143 Mobile Safari/537.36 Instagram 395.0.0.42.82 Android (34/14; 480dpi; samsung)`,
    "mobile",
    "Instagram",
    "395.0.0.42.82",
    "Android",
    "14",
  ],
  [
    "Facebook on an iPhone",
    `${iPhone} ${webKit} Mobile/15E148 [FBAN/FBIOS;FBAV/527.0.0.39.108;FBBV/776512632;FBSN/iOS]`,
    "mobile",
    "Facebook",
    "527.0.0.39.108",
    "iOS",
    "18.5",
  ],
  [
    "Facebook on Android",
    `Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A.220624.014; wv) ${chromium} Version/4.0 Chrome/138.0.7204.63 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/521.0.0.45.93;]`,
    "mobile",
    "Facebook",
    "521.0.0.45.93",
    "Android",
    "13",
  ],
  [
    "TikTok on an iPhone",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) ${webKit} Mobile/15E148 musical_ly_40.1.0 BytedanceWebview/d8a21c6`,
    "mobile",
    "TikTok",
    "40.1.0",
    "iOS",
    "17.6.1",
  ],
  [
    "Pinterest on an iPhone",
    `${iPhone} ${webKit} Mobile/15E148 [Pinterest/iOS]`,
    "mobile",
    "Pinterest",
    null,
    "iOS",
    "18.5",
  ],
  [
    "an app's web view",
    `Mozilla/5.0 (Linux; Android 13; Pixel 6 Build/TQ3A.230901.001; wv) ${chromium} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36`,
    "mobile",
    "Chrome",
    "116.0.0.0",
    "Android",
    "13",
  ],
  [
    "Silk on a Fire tablet",
    `Mozilla/5.0 (Linux; Android 11; KFRAWI) ${chromium} Silk/130.4.1 like Chrome/130.0.6723.102 Safari/537.36`,
    "tablet",
    "Amazon Silk",
    "130.4.1",
    "Android",
    "11",
  ],
  [
    "Internet Explorer",
    "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "desktop",
    "Internet Explorer",
    "11.0",
    "Windows",
    "7",
  ],
  [
    "Google's crawler",
    `Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) ${chromium} Chrome/141.0.7390.122 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
    "mobile",
    "Googlebot",
    "2.1",
    "Android",
    "6.0.1",
  ],
  ["a program", "curl/8.5.0", "desktop", null, null, null, null],
  ["nothing", "", "desktop", null, null, null, null],
];

describe("what shows the page", () => {
  it.each(agents)(
    "is told by the user agent of %s",
    (_what, agent, device, browser, browserVersion, os, osVersion) => {
      const headers = new Headers({ "user-agent": agent });
      expect({ device: deviceOf(headers), ...userAgentOf(headers) }).toEqual({
        device,
        browser,
        browserVersion,
        os,
        osVersion,
      });
    },
  );

  const chrome = `${windows} ${chromium} Chrome/142.0.0.0 Safari/537.36`;

  it("is what client hints say, where they say more", () => {
    const hinted = (hints: Record<string, string>) =>
      userAgentOf(new Headers({ "user-agent": chrome, ...hints }));
    expect(
      hinted({ "sec-ch-ua": '"Not_A Brand";v="99", "Chromium";v="142", "Brave";v="142"' }),
    ).toMatchObject({
      browser: "Brave",
      browserVersion: "142",
    });
    expect(
      hinted({ "sec-ch-ua": '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"' }).browser,
    ).toBe("Chrome");
    expect(
      hinted({ "sec-ch-ua-platform": '"macOS"', "sec-ch-ua-platform-version": '"15.6.1"' }),
    ).toMatchObject({
      os: "macOS",
      osVersion: "15.6.1",
    });
    expect(hinted({ "sec-ch-ua-platform": '"Chromium OS"' }).os).toBe("Chrome OS");
  });

  it.each([
    ["15.0.0", "11"],
    ["13.0.0", "11"],
    ["10.0.0", "10"],
    ["0.3.0", null],
  ])("is Windows %s in a hint, which people call %s", (hint, known) => {
    const headers = { "sec-ch-ua-platform": '"Windows"', "sec-ch-ua-platform-version": `"${hint}"` };
    expect(userAgentOf(new Headers({ "user-agent": chrome, ...headers })).osVersion).toBe(known);
  });

  it("is made out, or not, of whatever a header holds", () => {
    const words = fc.constantFrom(
      "Mozilla/5.0",
      "(",
      ")",
      ";",
      "Chrome/",
      "9".repeat(300),
      "FBAV/",
      "Version/",
      "Android",
      '"',
      "v=",
    );
    const text = fc.oneof(
      fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) }),
      fc.array(words).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(text, text, text, (agent, brands, platform) => {
        const told = userAgentOf(
          new Headers({ "user-agent": agent, "sec-ch-ua": brands, "sec-ch-ua-platform": platform }),
        );
        for (const value of Object.values(told))
          expect(value === null || (value !== "" && value.length <= 40)).toBe(true);
      }),
    );
  });
});
