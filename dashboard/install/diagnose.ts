import type { Look, SeenPage, SiteSummary } from "../../worker/api/contract.ts";
import { consentToolOn } from "./consent-tools.ts";
import { forbiddenBy } from "./policy-permits.ts";

/** What is, or may be, wrong with an install, and what was seen of it. */
export interface Finding {
  code: FindingCode;
  /** As it stands in headers and pages; empty where there is nothing to show. */
  evidence: string;
}

export type FindingCode =
  | "switched_off"
  | "never_published"
  | "unreachable"
  | "too_slow"
  | "elsewhere"
  | "too_many_redirects"
  | "page_error"
  | "no_page"
  | "not_ours"
  | "cached"
  | "held"
  | "wrong_key"
  | "wrong_address"
  | "insertion_off"
  | "tag_missing"
  | "policy_script"
  | "policy_connection"
  | "consent_asked"
  | "consent_tool"
  | "blocked";

/** What is known beside what was seen. */
export type Known = Pick<
  SiteSummary,
  "id" | "hosts" | "prefix" | "snippet" | "consent" | "on" | "liveVersion"
>;

/** Faults that were seen, the one to mend first at the front; none where the page has what it needs. */
export function faultsOf({ page, fresh, edge }: Look, site: Known): Finding[] {
  const faults: Finding[] = [];
  if (site.liveVersion === 0) faults.push(found("never_published"));
  if (!site.on) faults.push(found("switched_off"));
  if (!edge.isOurs)
    faults.push(found("not_ours", `${edge.address}${edge.status === 0 ? "" : ` → ${edge.status}`}`));
  if ("why" in page) return [...faults, found(page.why, page.address)];
  if (page.status >= 400) return [...faults, found("page_error", `${page.address} → ${page.status}`)];
  if (!/html/i.test(page.type)) return [...faults, found("no_page", page.type)];
  const fault = faultOfTag(page, fresh, site);
  return fault === undefined ? faults : [...faults, fault];
}

/** What may keep a browser from being heard where no fault was seen, the likeliest at the front. */
export function suspicionsOf({ page }: Look, site: Known): Finding[] {
  const tool = "why" in page ? undefined : consentToolOn(page.scriptHosts);
  return [
    ...(tool === undefined ? [] : [found("consent_tool", `${tool.name} (${tool.host})`)]),
    ...(site.consent === "asked" ? [found("consent_asked")] : []),
    found("blocked"),
  ];
}

function faultOfTag(page: SeenPage, fresh: Look["fresh"], site: Known): Finding | undefined {
  const url = new URL(page.address);
  const tags = page.tags.filter((tag) => isMeant(tag.address, site));
  const isRight = (tag: SeenPage["tags"][number]) =>
    tag.heldBy.every(isOurs) && faultOfAddress(tag.address, url, site) === undefined;
  const right = tags.find(isRight);
  if (right === undefined) {
    if (fresh !== null && "tags" in fresh && fresh.tags.some(isRight)) return found("cached", page.cachedBy);
    return faultOfTags(tags, url, site);
  }
  // What waits for our own loader is known to the policy by its hash.
  if (right.heldBy.length > 0) return undefined;
  const forbidden = forbiddenBy(page.policies, url, right);
  return forbidden === undefined ? undefined : found(`policy_${forbidden.what}`, forbidden.by);
}

function faultOfTags(tags: SeenPage["tags"], page: URL, site: Known): Finding {
  const held = tags.find(({ heldBy }) => heldBy.length > 0);
  if (held !== undefined) return found("held", held.heldBy.join(" "));
  const [tag] = tags;
  const fault = tag === undefined ? undefined : faultOfAddress(tag.address, page, site);
  if (tag !== undefined && fault !== undefined) return found(fault, tag.address);
  const isInserted = site.hosts.includes(page.hostname);
  return found(isInserted && !site.snippet ? "insertion_off" : "tag_missing", page.href);
}

/** How the edge marks scripts that its own loader starts. */
function isOurs(attribute: string): boolean {
  return attribute === 'type="ew-waits"';
}

/** Others call files so, too: ours say which site they are for, or lie where Edgewise answers. */
function isMeant(address: string, { hosts, prefix }: Known): boolean {
  const { hostname, pathname, searchParams } = new URL(address);
  return searchParams.has("site") || (hosts.includes(hostname) && pathname.startsWith(prefix));
}

function faultOfAddress(address: string, page: URL, site: Known): "wrong_key" | "wrong_address" | undefined {
  const { hostname, pathname, searchParams } = new URL(address);
  if (!site.hosts.includes(hostname) || !pathname.startsWith(site.prefix)) return "wrong_address";
  const key = searchParams.get("site");
  return key === site.id || (key === null && site.hosts.includes(page.hostname)) ? undefined : "wrong_key";
}

function found(code: FindingCode, evidence = ""): Finding {
  return { code, evidence };
}
