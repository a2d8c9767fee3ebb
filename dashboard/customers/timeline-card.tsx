import { api } from "../api/api.ts";
import { usePages } from "../api/use-pages.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { locale } from "../text/language.ts";
import { Button } from "../ui/button.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { eventText } from "./event-text.ts";
import type { Names } from "./load-customer.ts";
import { t } from "./messages.ts";
import type { Identities } from "./parted.ts";
import { type Visit, visitsOf } from "./visits.ts";
import { identityText } from "./who.ts";

export interface TimelineCardProps {
  profile: string;
  rules: Names;
  offers: Names;
  identities: Identities | undefined;
}

/** What happened, visit by visit, the latest first; more of it as it is asked for. */
export function TimelineCard({ profile, rules, offers, identities }: TimelineCardProps) {
  const { site } = useSite();
  const { loaded, reload, more, loadingMore } = usePages(profile, async ({ after }) => {
    const query = { limit: "100", ...(after === undefined ? {} : { after }) };
    const { events, next } = await api("GET /profiles/:id/events?site=:site", {
      site: site.id,
      id: profile,
      query,
    });
    return { items: events, next };
  });
  const { data, error } = loaded.value;
  const visits = visitsOf(data?.items ?? []);
  return (
    <Part title={t("timeline")}>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={5} />}
      {data !== undefined && visits.length === 0 && data.next === null && (
        <p class="hint">{t("nothingDone")}</p>
      )}
      {visits.length > 0 && (
        <ol class="visits">
          {visits.map((visit) => (
            <VisitItem key={visit.key} visit={visit} names={{ rules, offers }} identities={identities} />
          ))}
        </ol>
      )}
      {data !== undefined && data.next !== null && (
        <div>
          <Button busy={loadingMore.value} onClick={() => void more()}>
            {t("earlier")}
          </Button>
        </div>
      )}
    </Part>
  );
}

function VisitItem({
  visit,
  names,
  identities,
}: {
  visit: Visit;
  names: Pick<TimelineCardProps, "rules" | "offers">;
  identities: Identities | undefined;
}) {
  const { site } = useSite();
  const when = useWhen();
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: site.timeZone });
  const node = identities?.nodes.find(({ node: known }) => known === visit.source);
  const by = identityText(node ?? { node: visit.source, hint: "" });
  return (
    <li>
      <h3>
        <time dateTime={visit.from}>{when(visit.from)}</time> <span class="hint">{by}</span>
      </h3>
      <ol class="happened">
        {visit.events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{clock.format(new Date(event.at))}</time>
            <span>{eventText(event, { currency: site.currency, ...names })}</span>
          </li>
        ))}
      </ol>
    </li>
  );
}
