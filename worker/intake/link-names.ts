import { isVisitor } from "../../model/identity/node.ts";
import { Recent } from "../../model/recent.ts";
import { idOf } from "../identity/id-of.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { linkOf, type Said } from "../identity/link-of.ts";
import { inTime } from "../wait/in-time.ts";
import type { Name, NamedEvent } from "./named-by.ts";

/** Of one visitor and one person, so many links at most are kept: an app that names both says so with each event. */
const sameLinkMs = 60_000;
const mostLinksAtOnce = 100;
const deadlineMs = 8000;

/** What was linked from here in this hour, by site and link, since when: said again, it changes nothing but that. */
const known = new Recent<number>(5000);
const knownForMs = 60 * 60_000;

/**
 * Writes down that the names of each event are one person's. The same names are the same link, so that what somebody
 * undid stays undone; with a visitor among them, it is another link each minute, since browsers change hands.
 * @returns whether any of it had not been said in this hour.
 * @throws where the object of identities fails: then nothing of this may be taken.
 */
export async function linkNames(
  env: Pick<Env, "IDENTITIES" | "IDENTITY_PEPPER">,
  { site, by, nowMs }: { site: string; by: "api" | "import"; nowMs: number },
  events: readonly NamedEvent[],
): Promise<boolean> {
  const said = await saidBy(events, by);
  const nameOf = ({ id }: Said) => [site, Math.floor(nowMs / knownForMs), id].join(" ");
  const links = said.filter((link) => link.timeMs < (known.get(nameOf(link)) ?? Infinity));
  const identities = identitiesOf(env.IDENTITIES, site);
  for (let start = 0; start < links.length; start += mostLinksAtOnce) {
    const some = links.slice(start, start + mostLinksAtOnce);
    const linking = identities.link(await Promise.all(some.map((link) => linkOf(env, site, link))), nowMs);
    await inTime(linking, deadlineMs, "The object of identities");
    for (const link of some) known.set(nameOf(link), link.timeMs);
  }
  return links.length > 0;
}

/** What the events say, each thing once, since the first time. */
async function saidBy(events: readonly NamedEvent[], by: "api" | "import"): Promise<Said[]> {
  const byId = new Map<string, Said>();
  for (const { incoming, names } of events) {
    const { timeMs } = incoming.event;
    for (const some of oneVisitorEach(names)) {
      const id = await idOf(partsOf(some, timeMs).join("\n"));
      const earlier = byId.get(id)?.timeMs ?? timeMs;
      const identities = some.map(({ identity }) => identity);
      byId.set(id, { id, timeMs: Math.min(earlier, timeMs), by, identities });
    }
  }
  return [...byId.values()];
}

/** A link has one visitor at most; visitors alone are not linked. */
function oneVisitorEach(names: readonly Name[]): (readonly Name[])[] {
  const strong = names.filter(({ node }) => !isVisitor(node));
  const visitors = names.filter(({ node }) => isVisitor(node));
  const sets = visitors.length === 0 ? [strong] : visitors.map((visitor) => [...strong, visitor]);
  return sets.filter(({ length }) => strong.length > 0 && length > 1);
}

function partsOf(names: readonly Name[], timeMs: number): (string | number)[] {
  const nodes = names.map(({ node }) => node);
  return nodes.some(isVisitor) ? [...nodes, Math.floor(timeMs / sameLinkMs)] : nodes;
}
