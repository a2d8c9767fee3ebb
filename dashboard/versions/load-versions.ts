import type { Api } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";

type Answer = Api["GET /versions?site=:site"]["answer"];
type Switch = Answer["switches"][number];
type Version = Answer["versions"][number];

/** As many versions as were asked for so far, and where the next ones begin. */
export interface VersionsData extends Answer {}

/** The newest versions; @param before what is shown already, to which older ones are added. */
export async function loadVersions(site: string, before?: VersionsData): Promise<VersionsData> {
  const query = before?.next ? { limit: "20", after: before.next } : { limit: "20" };
  const answer = await api("GET /versions?site=:site", { site, query });
  return before === undefined ? answer : { ...answer, versions: [...before.versions, ...answer.versions] };
}

export type HistoryItem = { version: Version } | { turn: Switch };

/** Versions, and between them when the site was switched off and on, the latest first. */
export function historyOf({ versions, switches, next }: VersionsData): HistoryItem[] {
  const oldest = versions.at(-1)?.publishedAt ?? "";
  const turns = next === null ? switches : switches.filter(({ switchedAt }) => switchedAt >= oldest);
  const items: (HistoryItem & { at: string })[] = [
    ...versions.map((version) => ({ version, at: version.publishedAt })),
    ...turns.map((turn) => ({ turn, at: turn.switchedAt })),
  ];
  return items.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
