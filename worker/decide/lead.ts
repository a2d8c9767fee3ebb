/** Where a redirect leads from one address. */
export interface Lead {
  /** As the header wants it: a path for the same host, whatever stands between it and the visitor. */
  location: string;
  url: URL;
  /** Whether the visitor is there already. */
  isHere: boolean;
}

/** Names of parameters that say which campaign led here, or bring a coupon: nothing else is another shop's business. */
const ofCampaigns =
  /^(?:utm_\w+|gclid|gbraid|wbraid|dclid|msclkid|yclid|ttclid|twclid|li_fat_id|epik|sccid|fbclid|igsh|igshid|mc_[ce]id|ref|affiliate|campaign|coupon|discount|promo|promo_code)$/i;

/**
 * The address that a redirect leads to, with the parameters that the visitor came with: those of the target win, and to
 * another shop go those of campaigns alone. They stay as they are written.
 * @param to checked: a path, or an address that starts with https://
 * @param isOwn whether a host is the shop's own
 */
export function leadFrom(from: URL, to: string, isOwn: (hostname: string) => boolean): Lead {
  const url = new URL(to, from);
  const given = pairsOf(url);
  const names = new Set(given.map(nameOf));
  const stays = isOwn(url.hostname);
  const kept = pairsOf(from).filter((pair) => {
    const name = nameOf(pair);
    return !names.has(name) && (stays || ofCampaigns.test(name));
  });
  url.search = [...given, ...kept].join("&");
  return {
    location: to.startsWith("/") ? url.pathname + url.search + url.hash : url.href,
    url,
    isHere: placeOf(url) === placeOf(from),
  };
}

/** More redirects in a row than this are as good as a circle: browsers give up at 20. */
const mostHops = 8;

/**
 * Whether somebody who is led from one address to another would come back there, or never arrive.
 * @param next where they are led from an address; `undefined` where they stay
 */
export function goesInCircles(from: URL, first: URL, next: (url: URL) => URL | undefined): boolean {
  const seen = new Set([placeOf(from)]);
  let at: URL | undefined = first;
  while (at !== undefined) {
    if (seen.has(placeOf(at)) || seen.size > mostHops) return true;
    seen.add(placeOf(at));
    at = next(at);
  }
  return false;
}

/** One page of one host, in whatever order its parameters are. */
function placeOf(url: URL): string {
  return `${url.hostname} ${url.pathname} ${pairsOf(url).toSorted().join("&")}`;
}

function pairsOf({ search }: URL): string[] {
  return search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "");
}

function nameOf(pair: string): string {
  const [name = ""] = new URLSearchParams(pair).keys();
  return name;
}
