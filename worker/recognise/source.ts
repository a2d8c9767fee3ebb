/** Where a visit came from, in the words of GA4's traffic sources. */
export interface TrafficSource {
  source: string;
  medium: string;
  campaign: string;
}

const searchEngines = [
  "google",
  "bing",
  "duckduckgo",
  "ecosia",
  "yahoo",
  "yandex",
  "baidu",
  "qwant",
  "startpage",
];

/** Parameters that advertising networks add to the links of their ads, and whose they are. */
const adClicks: Record<string, string> = {
  gclid: "google",
  gbraid: "google",
  wbraid: "google",
  msclkid: "bing",
  ttclid: "tiktok",
};

const longest = 100;

/** True where the address says which campaign it belongs to. */
export function isTagged(url: URL): boolean {
  return (
    (url.searchParams.get("utm_source") ?? "").trim() !== "" ||
    Object.keys(adClicks).some((name) => url.searchParams.has(name))
  );
}

/**
 * @param referrer the `Referer` header.
 * @returns the tags of the address; without tags the linking site; without either, `direct`.
 */
export function trafficSource(url: URL, referrer: string | null): TrafficSource {
  const tag = (name: string) => (url.searchParams.get(name) ?? "").trim().toLowerCase().slice(0, longest);
  const network = Object.entries(adClicks).find(([name]) => url.searchParams.has(name))?.[1];
  if (tag("utm_source") !== "" || network !== undefined) {
    return {
      source: tag("utm_source") || (network ?? ""),
      medium: tag("utm_medium") || (network === undefined ? "referral" : "cpc"),
      campaign: tag("utm_campaign"),
    };
  }
  const host = referrerHost(referrer);
  if (host === undefined || host === withoutWww(url.hostname))
    return { source: "direct", medium: "none", campaign: "" };
  const engine = searchEngines.find((name) => host.split(".").includes(name));
  if (engine !== undefined) return { source: engine, medium: "organic", campaign: "" };
  return { source: host.slice(0, longest), medium: "referral", campaign: "" };
}

function referrerHost(referrer: string | null): string | undefined {
  if (referrer === null || !URL.canParse(referrer)) return undefined;
  return withoutWww(new URL(referrer).hostname) || undefined;
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, "");
}
