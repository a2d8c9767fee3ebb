import {
  connections,
  has,
  nonceIn,
  scriptElements,
  SecurityPolicy,
} from "../../model/html/security-policy.ts";

/** What a policy forbids of the snippet, and by which words of it. */
export interface Forbidden {
  what: "script" | "connection";
  by: string;
}

/**
 * What of the snippet the policies of a page forbid: the script itself, or what it sends. Several policies hold all together.
 * Source: https://www.w3.org/TR/CSP3/#match-url-to-source-list
 * @param policies as headers and pages have them.
 * @param page where it stands.
 */
export function forbiddenBy(
  policies: readonly string[],
  page: URL,
  tag: { address: string; nonce: string },
): Forbidden | undefined {
  const address = new URL(tag.address);
  for (const policy of policies.flatMap((text) => SecurityPolicy.all(text))) {
    const scripts = policy.sources(scriptElements);
    if (scripts !== undefined && !mayRun(scripts, page, address, tag.nonce))
      return { what: "script", by: `script-src ${scripts.join(" ")}` };
    const sent = policy.sources(connections);
    if (sent !== undefined && !permits(sent, page, address))
      return { what: "connection", by: `connect-src ${sent.join(" ")}` };
  }
  return undefined;
}

function mayRun(sources: readonly string[], page: URL, address: URL, nonce: string): boolean {
  if (nonce !== "" && sources.some((source) => nonceIn([source]) === nonce)) return true;
  // Then hosts do not count, only nonces and what such scripts load.
  return !has(sources, "'strict-dynamic'") && permits(sources, page, address);
}

function permits(sources: readonly string[], page: URL, address: URL): boolean {
  return sources.some((source) => matches(source.toLowerCase(), page, address));
}

const hostSource =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?<host>[^/:]+)(?::(?<port>\d+|\*))?(?<path>\/.*)?$/;

function matches(source: string, page: URL, address: URL): boolean {
  if (source === "*") return true;
  if (source === "'self'") return address.origin === page.origin;
  if (source === address.protocol) return true;
  const { scheme, host, port, path } = hostSource.exec(source)?.groups ?? {};
  if (host === undefined || source.startsWith("'")) return false;
  if (scheme !== undefined && `${scheme}:` !== address.protocol && `${scheme}s:` !== address.protocol)
    return false;
  if (port !== undefined && port !== "*" && port !== address.port) return false;
  const isHost = host.startsWith("*.") ? address.hostname.endsWith(host.slice(1)) : address.hostname === host;
  if (!isHost || path === undefined || path === "/") return isHost;
  return path.endsWith("/") ? address.pathname.startsWith(path) : address.pathname === path;
}
