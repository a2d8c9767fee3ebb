import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";
import { useLoad } from "../api/use-load.ts";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { price } from "../text/amount.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { BackIcon, DraftIcon, LiveIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ConsentCard } from "./consent-card.tsx";
import { CouponsCard } from "./coupons-card.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { type CustomerData, loadCustomer } from "./load-customer.ts";
import { mayErase, mayServe } from "./may.ts";
import { t } from "./messages.ts";
import { NotesCard } from "./notes-card.tsx";
import { PinsCard } from "./pins-card.tsx";
import { RulesCard } from "./rules-card.tsx";
import { SegmentsCard } from "./segments-card.tsx";
import { TimelineCard } from "./timeline-card.tsx";
import { TraitsCard } from "./traits-card.tsx";
import { nameOf } from "./who.ts";

/** `/customers/:id`: everything that helps to serve one customer. */
export function CustomerScreen({ id }: { id: string }) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const { loaded, reload } = useLoad("customer", () => loadCustomer(site.id, id));
  const { data, error } = loaded.value;
  const known = data?.profile.id;
  // Whoever was made one person with another has that one's address.
  useEffect(() => {
    if (known !== undefined && known !== id) route(href(`/customers/${known}`), true);
  }, [known, id]);
  return (
    <div class="screen customer">
      <a class="back-link" href={href("/customers")}>
        <BackIcon />
        {t("back")}
      </a>
      {data !== undefined && <Customer data={data} onChange={reload} />}
      {data === undefined && (
        <>
          <PageHeading title={t("one")} />
          {error === undefined && <Skeleton lines={8} />}
          {error !== undefined && (error.status === 404 || error.status === 400) && (
            <EmptyState title={t("goneTitle")}>
              <p>{t("gone")}</p>
            </EmptyState>
          )}
          {error !== undefined && error.status !== 404 && error.status !== 400 && (
            <LoadError error={error} onRetry={reload} />
          )}
        </>
      )}
    </div>
  );
}

function Customer({ data, onChange }: { data: CustomerData; onChange: () => void }) {
  const { site } = useSite();
  const { profile, identities } = data;
  const [erasing, setErasing] = useState(false);
  const address = `/api/v1/profiles/${profile.id}/export?site=${encodeURIComponent(site.id)}`;
  return (
    <>
      <div class="customer-head">
        <div class="editor-head">
          <PageHeading title={nameOf(profile)} />
          <Badge tone={profile.known ? "live" : "draft"} icon={profile.known ? <LiveIcon /> : <DraftIcon />}>
            {t(profile.known ? "isKnown" : "isBrowser")}
          </Badge>
        </div>
        <div class="actions">
          {mayServe() && (
            <a class="button button-plain" href={address} download>
              {t("export")}
            </a>
          )}
          {mayErase() && (
            <Button look="danger" onClick={() => setErasing(true)}>
              {t("erase")}
            </Button>
          )}
        </div>
      </div>
      <Totals data={data} />
      <div class="customer-columns">
        <div class="customer-column">
          <TimelineCard
            profile={profile.id}
            rules={data.rules}
            offers={data.pinnable?.offers ?? {}}
            identities={identities}
          />
          <RulesCard data={data} />
          <SegmentsCard segments={data.segments} references={data.references} />
        </div>
        <div class="customer-column">
          <NotesCard profile={profile.id} notes={profile.notes} onChange={onChange} />
          <IdentitiesCard profile={profile.id} identities={identities} onChange={onChange} />
          <PinsCard data={data} onChange={onChange} />
          <CouponsCard data={data} onChange={onChange} />
          <ConsentCard consent={profile.consent} />
          <TraitsCard profile={profile} />
        </div>
      </div>
      {erasing && <EraseDialog profile={profile} identities={identities} onClose={() => setErasing(false)} />}
    </>
  );
}

/** What they are worth to the shop, in its own currency. */
function Totals({ data: { profile } }: { data: CustomerData }) {
  const { site } = useSite();
  const when = useWhen();
  const { facts, visit, visitFacts } = profile;
  // Of whom a server told alone, no visit is known.
  const hasVisited = Object.keys(visitFacts).length > 0;
  const amount = (value: number | undefined) => price(value ?? 0, site.currency);
  const lastOrder = facts.lastOrderAtMs;
  const totals = [
    [t("totalOrders"), String(facts.orders ?? 0)],
    [t("totalValue"), amount(facts.lifetimeValue)],
    [t("averageOrder"), facts.averageOrderValue === undefined ? "–" : amount(facts.averageOrderValue)],
    [t("lastOrder"), lastOrder === undefined ? "–" : when(new Date(lastOrder).toISOString())],
    [t("inCart"), amount(facts.cartValue)],
    [t("firstSeen"), when(profile.firstSeenAt)],
    [t("lastVisit"), hasVisited ? when(visit.startedAt) : "–"],
  ] as const;
  return (
    <dl class="totals">
      {totals.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
