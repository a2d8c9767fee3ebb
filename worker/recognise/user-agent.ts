// An ambient declaration is no module, so that nothing else could bring it in.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./bowser.d.ts" />
import browsers from "bowser/src/parser-browsers.js";
import systems from "bowser/src/parser-os.js";
import { agentRequest, type Brand, type Described, firstDescribed } from "./first-described.ts";

/** What shows the page, as far as it tells. */
export interface UserAgent {
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
}

/** Longer ones are made up, and take long to read. */
const longestAgent = 512;

/**
 * Reads the user agent, and the client hints where they are sent: those are what Chromium says it really is.
 * Source: https://wicg.github.io/ua-client-hints/
 */
export function userAgentOf(headers: Headers): UserAgent {
  const agent = (headers.get("user-agent") ?? "").slice(0, longestAgent);
  const platform = unquoted(headers.get("sec-ch-ua-platform"));
  const { browser, os } = parsed(agent, brandsOf(headers.get("sec-ch-ua") ?? ""));
  const app = appOf(agent);
  const osName = platform ?? os.name;
  return {
    browser: app?.browser ?? shortNames.get(browser.name ?? "") ?? known(browser.name),
    browserVersion: app === undefined ? version(browser.version) : version(app.browserVersion),
    os: known(osNames.get(osName ?? "") ?? osName),
    osVersion:
      hintedVersion(headers, osName) ??
      (isFrozen(agent) ? null : version(osName === "Windows" ? os.versionName : os.version)),
  };
}

/** Names that people know these by. */
const shortNames = new Map([
  ["Microsoft Edge", "Edge"],
  ["Samsung Internet for Android", "Samsung Internet"],
]);
const osNames = new Map([
  ["Chromium OS", "Chrome OS"],
  ["Mac OS X", "macOS"],
]);

/** Apps that show the shop inside themselves; the parser takes them for the browser that they are made of. */
const apps: readonly [string, RegExp][] = [
  ["Instagram", /\bInstagram(?:[ /]([\d.]+))?/],
  ["Facebook", /\bFB(?:AV|AN|_IAB)\/(?:.*\bFBAV\/)?([\d.]+)?/],
  ["TikTok", /\b(?:musical_ly|trill)_([\d.]+)|\bBytedanceWebview\b/],
  ["Pinterest", /\bPinterest(?:\/iOS| for (?:iOS|Android)(?:\/([\d.]+))?)/],
  ["Snapchat", /\bSnapchat(?:\/([\d.]+))?/],
  ["LinkedIn", /\bLinkedInApp\b(?:\/([\d.]+))?/],
  ["X", /\bTwitter for (?:iPhone|iPad|Android)(?:\/([\d.]+))?/],
];

function appOf(agent: string): { browser: string; browserVersion: string | undefined } | undefined {
  for (const [browser, pattern] of apps) {
    const match = pattern.exec(agent);
    if (match !== null) return { browser, browserVersion: match[1] };
  }
  return undefined;
}

/** The lists are not ours: where one of them fails on an agent, it is not known. */
function parsed(agent: string, brands: readonly Brand[]): { browser: Described; os: Described } {
  const request = agentRequest(agent, brands);
  try {
    return { browser: firstDescribed(browsers, request), os: firstDescribed(systems, request) };
  } catch {
    return { browser: {}, os: {} };
  }
}

/** A structured list such as `"Chromium";v="142", "Brave";v="142"`. */
function brandsOf(header: string): Brand[] {
  return [...header.slice(0, longestAgent).matchAll(/"([^"\\]{1,40})";\s*v="([\d.]{1,20})"/g)].map(
    ([, brand = "", number = ""]) => ({ brand, version: number }),
  );
}

/** Browsers stopped telling these versions: Windows 11 says 10, and every Mac 10.15.7. */
function isFrozen(agent: string): boolean {
  return /Windows NT 10\.0|Mac OS X 10[_.]15(?:[_.]7)?\b|Android 10; K\)/.test(agent);
}

/** Sent where the site asked for it. For Windows the number is another one than people know. */
function hintedVersion(headers: Headers, os: string | undefined): string | null {
  const told = version(unquoted(headers.get("sec-ch-ua-platform-version")));
  if (told === null || os !== "Windows") return told;
  // https://learn.microsoft.com/en-us/microsoft-edge/web-platform/how-to-detect-win11
  const major = Number.parseInt(told, 10);
  return major === 0 ? null : major >= 13 ? "11" : "10";
}

function unquoted(header: string | null): string | undefined {
  return /^"([^"\\]{1,40})"$/.exec(header?.trim() ?? "")?.[1];
}

function version(text: string | undefined): string | null {
  return /^\d[\d.]{0,30}/.exec(text ?? "")?.[0] ?? null;
}

/** Of a user agent that is not known the parser takes the first word that looks like a name, however long. */
function known(name: string | undefined): string | null {
  return name === undefined || name === "Unknown" || !/^.{1,40}$/.test(name) ? null : name;
}
