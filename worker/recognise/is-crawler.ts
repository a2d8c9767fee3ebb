import { Recent } from "../../model/recent.ts";

/** Longer ones are made up. */
const longestAgent = 512;

/**
 * How programs that read pages call themselves: search engines, link previews, monitors. Most are a "bot", and say where
 * to read about them. Cubot makes phones.
 */
const crawler =
  /(?<!cu)bot(?![a-z])|crawl|spider|slurp|https?:\/\/|preview|monitor|facebookexternalhit|facebookcatalog|^WhatsApp\/|Google-|GoogleOther|-Google\b|Lighthouse|PTST\/|Pingdom|StatusCake|Site24x7|Embedly|vkShare/i;

/** Programs, and browsers without a window, that say so. */
const tool =
  /Headless|PhantomJS|Puppeteer|Playwright|Selenium|^(?:curl|wget|python|java|go-http-client|okhttp|node|axios|undici|libwww|ruby|php|guzzlehttp|apache-httpclient|scrapy|httpie)\b/i;

/** What was found of clients' names: few are in use. */
const known = new Recent<Client>(500);

type Client = "browser" | "crawler" | "tool";

function clientOf(agent: string): Client {
  const before = known.get(agent);
  if (before !== undefined) return before;
  const client = crawler.test(agent) ? "crawler" : tool.test(agent) ? "tool" : "browser";
  known.set(agent, client);
  return client;
}

/**
 * True for a client that says it is no person's browser. What it is shown must never depend on this, only what is
 * counted. On a host that nobody but this machine reaches, a browser without a window is somebody's who tries the shop.
 */
export function isCrawler({ headers, url }: Request): boolean {
  const client = clientOf((headers.get("user-agent") ?? "").slice(0, longestAgent));
  return client === "crawler" || (client === "tool" && !new URL(url).hostname.endsWith(".localhost"));
}
