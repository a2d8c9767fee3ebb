import { expect, it } from "vitest";
import { isOutdated } from "./is-outdated.ts";

const mozilla = "Mozilla/5.0";
const windows = `${mozilla} (Windows NT 10.0; Win64; x64)`;
const mac = `${mozilla} (Macintosh; Intel Mac OS X 10_15_7)`;
const webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const chromium = "AppleWebKit/537.36 (KHTML, like Gecko)";
const iPhone = (os: string) => `${mozilla} (iPhone; CPU iPhone OS ${os} like Mac OS X) ${webKit}`;
const iPad = (os: string) => `${mozilla} (iPad; CPU OS ${os} like Mac OS X) ${webKit}`;

const isOld = (agent: string) =>
  isOutdated(new Request("https://shop.example/", { headers: { "user-agent": agent } }));

it.each([
  ["Internet Explorer 11", `${mozilla} (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko`],
  ["Internet Explorer 8", "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)"],
  [
    "the Edge of Windows 10's first years",
    `${windows} ${chromium} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`,
  ],
  ["Chrome 87", `${windows} ${chromium} Chrome/87.0.4280.88 Safari/537.36`],
  [
    "Samsung Internet 14",
    `${mozilla} (Linux; Android 11) ${chromium} SamsungBrowser/14.0 Chrome/87.0 Safari/537.36`,
  ],
  ["Firefox 84", `${mozilla} (X11; Linux x86_64; rv:84.0) Gecko/20100101 Firefox/84.0`],
  ["Safari 14.0", `${mac} ${webKit} Version/14.0.3 Safari/605.1.15`],
  ["Safari 9", `${mac} ${webKit} Version/9.1 Safari/601.7.7`],
  ["Safari on iOS 14.4", `${iPhone("14_4")} Version/14.0.3 Mobile/15E148 Safari/604.1`],
  ["Chrome on iOS 12", `${iPad("12_5_7")} CriOS/92.0 Mobile/15E148 Safari/604.1`],
  [
    "the browser of Android 4",
    `${mozilla} (Linux; U; Android 4.0) AppleWebKit/534.30 Version/4.0 Mobile Safari/534.30`,
  ],
  ["Opera 12", "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.16"],
])("%s is too old for our scripts", (_name, agent) => expect(isOld(agent)).toBe(true));

it.each([
  ["Chrome 88", `${windows} ${chromium} Chrome/88.0.4324.96 Safari/537.36`],
  [
    "Chrome without a window",
    `${mozilla} (X11; Linux x86_64) ${chromium} HeadlessChrome/142.0.0.0 Safari/537.36`,
  ],
  ["Edge", `${windows} ${chromium} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`],
  [
    "a page in an Android app",
    `${mozilla} (Linux; Android 14; wv) ${chromium} Version/4.0 Chrome/120.0 Mobile Safari/537.36`,
  ],
  ["Firefox 85", `${mozilla} (X11; Linux x86_64; rv:85.0) Gecko/20100101 Firefox/85.0`],
  ["Firefox 145", `${windows.replace(")", "; rv:145.0)")} Gecko/20100101 Firefox/145.0`],
  ["Safari 14.1", `${mac} ${webKit} Version/14.1 Safari/605.1.15`],
  ["Safari 26", `${mac} ${webKit} Version/26.0 Safari/605.1.15`],
  ["Safari on iOS 14.5", `${iPhone("14_5")} Version/14.1 Mobile/15E148 Safari/604.1`],
  ["Firefox on iOS 18", `${iPhone("18_5")} FxiOS/140.0 Mobile/15E148 Safari/604.1`],
  ["a search engine", `${mozilla} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`],
  ["something that says nothing", ""],
])("%s is not", (_name, agent) => expect(isOld(agent)).toBe(false));
