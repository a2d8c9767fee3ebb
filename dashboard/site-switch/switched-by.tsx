import { translated } from "../text/translated.ts";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { describeMoment } from "../text/moment.ts";

export const t = translated("switched-by", { by: "{name} switched it off, {when}." });

/** Who switched Edgewise off on a site, and when. Where that cannot be told, nothing. */
export function SwitchedBy({ site }: { site: SiteSummary }) {
  const { loaded } = useLoad(`switches of ${site.id}`, async () => {
    const { switches } = await api("GET /versions?site=:site", { site: site.id, query: { limit: "1" } });
    return switches[0] ?? null;
  });
  const latest = loaded.value.data;
  if (latest === undefined || latest === null || latest.on) return null;
  const when = describeMoment(latest.switchedAt, site.timeZone, new Date());
  return <span class="publish-quiet"> {t("by", { name: latest.switchedBy.name, when })}</span>;
}
