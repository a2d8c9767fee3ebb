import type { Site } from "../../model/site.ts";
import type { Look, SeenPage, SeenTag } from "./contract/install.ts";
import { isPublicHost } from "./is-public-host.ts";

/** What is not there by then is too slow to be looked at. */
const deadlineMs = 6000;
/** The head of any page ends before that. */
const mostBytes = 512 * 1024;
const mostRedirects = 4;
/** Who asks: a program, so that nobody counts it as a visitor. */
const asks = { "user-agent": "Edgewise install check (bot)" };
/** Of each list in an answer. */
const mostSeen = 30;

/** What a look may ask for: the site's own hosts, and beside them none. */
export interface Sight {
  site: Site;
  /** Where the dashboard was asked, so whether all of it is on one machine. */
  dashboard: URL;
}

type Unseen = Exclude<Look["page"], SeenPage>;

/** Whether the address is one of a page of the site that may be asked for: see docs/decisions/0060-looking-at-shops.md. */
export function mayLookAt({ site, dashboard }: Sight, { protocol, hostname, port }: URL): boolean {
  const isNamed = [...site.hosts, ...site.snippetHosts].includes(hostname);
  if (!isNamed || !/^https?:$/.test(protocol)) return false;
  // On one machine shops are on other ports, and on names that lead nowhere else.
  if (isLocal(dashboard) && isLocal({ hostname })) return true;
  return port === "" && isPublicHost(hostname);
}

function isLocal({ hostname }: Pick<URL, "hostname">): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}

/** Looks at a page as it comes to anybody, and past caches where what came has no tag that runs. */
export async function lookAt(sight: Sight, address: URL): Promise<Look> {
  const [page, edge] = await Promise.all([see(sight, address, false), seeEdge(sight)]);
  const hasTag = "tags" in page && page.tags.some(({ heldBy }) => heldBy.length === 0);
  return { page, fresh: hasTag || !("tags" in page) ? null : await see(sight, address, true), edge };
}

/** @param isFresh asks for an address that no cache has yet. */
async function see(sight: Sight, address: URL, isFresh: boolean): Promise<SeenPage | Unseen> {
  const url = new URL(address);
  if (isFresh) url.searchParams.set("ew_look", crypto.randomUUID().slice(0, 8));
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    return await follow(sight, url, { signal, isFresh }, mostRedirects);
  } catch {
    return { why: signal.aborted ? "too_slow" : "unreachable", address: url.href };
  }
}

async function follow(
  sight: Sight,
  url: URL,
  how: { signal: AbortSignal; isFresh: boolean },
  redirects: number,
): Promise<SeenPage | Unseen> {
  if (!mayLookAt(sight, url)) return { why: "elsewhere", address: url.href };
  const headers = { ...asks, accept: "text/html", ...(how.isFresh ? { "cache-control": "no-cache" } : {}) };
  const response = await fetch(url, { headers, redirect: "manual", signal: how.signal });
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return seen(response, url);
  await response.body?.cancel();
  if (redirects === 0) return { why: "too_many_redirects", address: url.href };
  const next = URL.parse(location, url.href);
  return next === null
    ? { why: "elsewhere", address: location.slice(0, 500) }
    : follow(sight, next, how, redirects - 1);
}

/** What stands on the page, as browsers would understand it. */
async function seen(response: Response, url: URL): Promise<SeenPage> {
  const tags: SeenTag[] = [];
  const policies: string[] = [];
  const scriptHosts = new Set<string>();
  const header = response.headers.get("content-security-policy");
  if (header !== null) policies.push(header);
  const looking = new HTMLRewriter()
    .on("script", {
      element(script) {
        const held = hold(script);
        const source = script.getAttribute("src") ?? held.source;
        const address = source === null ? null : URL.parse(source, url.href);
        if (address === null) return;
        if (address.host !== url.host && scriptHosts.size < mostSeen) scriptHosts.add(address.host);
        if (snippetFile.test(address.pathname) && tags.length < mostSeen)
          tags.push({
            address: address.href,
            heldBy: held.attributes,
            nonce: script.getAttribute("nonce") ?? "",
          });
      },
    })
    .on("meta[http-equiv]", {
      element(meta) {
        const isPolicy = meta.getAttribute("http-equiv")?.toLowerCase() === "content-security-policy";
        if (isPolicy && policies.length < mostSeen) policies.push(meta.getAttribute("content") ?? "");
      },
    })
    .transform(new Response(response.body));
  await readSome(looking);
  return {
    address: url.href,
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    tags,
    policies,
    scriptHosts: [...scriptHosts],
    cachedBy: cachedBy(response.headers),
  };
}

const snippetFile = /\/[sc](?:\.[0-9a-f]{16})?\.js$/;

/** How consent tools keep scripts from running until somebody agrees: another type, or the address elsewhere. */
function hold(script: Element): { attributes: string[]; source: string | null } {
  const type = script.getAttribute("type") ?? "";
  const isOther = !/^$|javascript|ecmascript|^module$/i.test(type);
  const source = script.hasAttribute("src") ? null : sourceElsewhere(script);
  return {
    attributes: [
      ...(isOther ? [`type="${type}"`] : []),
      ...(source === null ? [] : [`${source.name}="${source.value}"`]),
    ].map((text) => text.slice(0, 200)),
    source: source?.value ?? null,
  };
}

function sourceElsewhere(script: Element): { name: string; value: string } | null {
  for (const [name = "", value = ""] of script.attributes)
    if (/^data-(?:[\w-]+-)?src$/.test(name)) return { name, value };
  return null;
}

/** What browsers would need a larger page for is not looked at. A page that cannot be parsed was looked at so far. */
async function readSome({ body }: Response): Promise<void> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  if (reader === undefined) return;
  try {
    for (let bytes = 0; bytes < mostBytes;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
  } catch (error) {
    if (error instanceof DOMException) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Source: RFC 9111, 5.1; Cloudflare, Fastly, CloudFront and Varnish name theirs so. */
function cachedBy(headers: Headers): string {
  if (Number(headers.get("age") ?? 0) > 0) return `age: ${headers.get("age")}`;
  for (const name of ["cf-cache-status", "x-cache", "x-cache-status", "x-proxy-cache"]) {
    const value = headers.get(name) ?? "";
    if (/\bhit\b/i.test(value)) return `${name}: ${value.slice(0, 100)}`;
  }
  return "";
}

/** Whether it is Edgewise that answers on the site's first host. */
async function seeEdge({ site, dashboard }: Sight): Promise<Look["edge"]> {
  const url = frontPage({ site, dashboard });
  url.pathname = `${site.prefix}ok`;
  const address = url.href;
  if (!mayLookAt({ site, dashboard }, url)) return { address, isOurs: false, status: 0 };
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(url, { headers: asks, redirect: "manual", signal });
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    const text = isJson ? (await response.text()).slice(0, 100) : await response.body?.cancel();
    return { address, isOurs: text === '{"ok":true}', status: response.status };
  } catch {
    return { address, isOurs: false, status: 0 };
  }
}

/** Of the site's first host, at the port of the dashboard: on one machine both share one. */
export function frontPage({ site, dashboard }: Sight): URL {
  const url = new URL("/", dashboard);
  url.hostname = site.hosts[0] ?? url.hostname;
  return url;
}
