import { knownReferrer } from "./referrers.ts";

/** Where a visit came from, in the words of GA4's traffic sources. Texts are empty where there is nothing to say. */
export interface TrafficSource {
  source: string;
  medium: string;
  campaign: string;
  term: string;
  content: string;
  searchEngine: string;
  /** The page on another host that led here, less its query, which may say more than the visitor knows. */
  referrer: string;
}

/** Parameters that advertising networks add to the links of their ads, and whose they are. */
const adClicks: Record<string, string> = {
  gclid: "google",
  gbraid: "google",
  wbraid: "google",
  dclid: "google",
  msclkid: "bing",
  yclid: "yandex",
  ttclid: "tiktok",
  twclid: "x",
  li_fat_id: "linkedin",
  epik: "pinterest",
  ScCid: "snapchat",
};

/** Parameters that networks add to every link that leads out of them, paid for or not. */
const outboundClicks: Record<string, string> = {
  fbclid: "facebook",
  igsh: "instagram",
  igshid: "instagram",
};

const longest = 100;

/** True where the address says which campaign it belongs to. */
export function isTagged(url: URL): boolean {
  return url.search !== "" && (tagOf(url, "utm_source") !== "" || networkOf(url, adClicks) !== undefined);
}

/**
 * @param referrer the `Referer` header.
 * @returns the tags of the address; without tags the linking site; without either, `direct`.
 */
export function trafficSource(url: URL, referrer: string | null): TrafficSource {
  const from = referringPage(url, referrer);
  const known = from && knownReferrer(from.host);
  const engine = known?.medium === "organic" ? known : undefined;
  const searched = engine?.termParameter && from?.url.searchParams.get(engine.termParameter);
  return {
    ...originOf(url, from?.host, known),
    campaign: isTagged(url) ? tagOf(url, "utm_campaign") : "",
    term: tagOf(url, "utm_term") || bounded(searched ?? ""),
    content: tagOf(url, "utm_content"),
    searchEngine: engine?.source ?? "",
    referrer:
      from === undefined
        ? ""
        : `${from.url.protocol}//${from.url.host}${from.url.pathname}`.slice(0, longest),
  };
}

function originOf(
  url: URL,
  host: string | undefined,
  known: ReturnType<typeof knownReferrer>,
): { source: string; medium: string } {
  if (isTagged(url)) {
    const network = networkOf(url, adClicks);
    return {
      source: tagOf(url, "utm_source") || (network ?? ""),
      medium: tagOf(url, "utm_medium") || (network === undefined ? "referral" : "cpc"),
    };
  }
  if (known !== undefined) return { source: known.source, medium: known.medium };
  const network = networkOf(url, outboundClicks);
  if (network !== undefined) return { source: network, medium: "social" };
  return host === undefined
    ? { source: "direct", medium: "none" }
    : { source: host.slice(0, longest), medium: "referral" };
}

/** The page on another host that led here. */
function referringPage(url: URL, referrer: string | null): { url: URL; host: string } | undefined {
  if (referrer === null || !URL.canParse(referrer)) return undefined;
  const from = new URL(referrer);
  const host = withoutWww(from.hostname);
  return host === "" || host === withoutWww(url.hostname) ? undefined : { url: from, host };
}

function networkOf(url: URL, networks: Record<string, string>): string | undefined {
  return Object.entries(networks).find(([name]) => url.searchParams.has(name))?.[1];
}

function tagOf(url: URL, name: string): string {
  return bounded(url.searchParams.get(name) ?? "");
}

/** Control characters take much room in a cookie, and say nothing. */
function bounded(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .trim()
    .toLowerCase()
    .slice(0, longest);
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, "");
}
