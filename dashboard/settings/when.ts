import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";

/** Says moments in the shop's own time. */
export function useWhen(): (iso: string) => string {
  const { site } = useSite();
  return (iso) => describeMoment(iso, site.timeZone, new Date());
}
