import "../rules/rules.css";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Api, Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { money } from "../text/amount.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { locale } from "../text/language.ts";
import { t } from "./messages.ts";

/** `/offers`: every offer of the site, by name. */
export function OffersScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadOffers(site.id));
  const { data, error } = loaded.value;
  return (
    <div class="screen">
      <div class="screen-head screen-head-with-action">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
        {mayChange() && (
          <a class="button button-primary" href={href("/offers/new")}>
            {t("addOffer")}
          </a>
        )}
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={5} />}
      {data?.length === 0 && (
        <EmptyState title={t("emptyTitle")}>
          <p>{t("empty")}</p>
        </EmptyState>
      )}
      {data !== undefined && data.length > 0 && (
        <ul class="rules" aria-label={t("list")}>
          {data.map((draft) => (
            <OfferRow key={draft.document.id} draft={draft} />
          ))}
        </ul>
      )}
    </div>
  );
}

function OfferRow({ draft: { document, live } }: { draft: Draft<"offers"> }) {
  const { site, href } = useSite();
  const { id, name, headline, text, layout, coupon, value, cost } = document;
  const isChanged = live !== null && canonicalJson(live) !== canonicalJson(document);
  return (
    <li class="rule-row">
      <div class="rule-words">
        <div class="rule-title">
          <h2>
            <a href={href(`/offers/${encodeURIComponent(id)}`)}>{name}</a>
          </h2>
          <StatusBadge status={live === null ? "draft" : "live"} changed={isChanged} />
        </div>
        <p class="sentence">
          <strong>{headline}</strong>
          {text !== "" && ` ${text}`}
        </p>
        <p class="rule-facts">
          <span>{t(`short_${layout}`)}</span>
          {coupon !== null && <span>{t("withCoupon", { coupon })}</span>}
          {value !== null && <span>{t("worthAmount", { amount: money(value, site.currency) })}</span>}
          {cost !== null && <span>{t("costAmount", { amount: money(cost, site.currency) })}</span>}
        </p>
      </div>
    </li>
  );
}

async function loadOffers(site: string): Promise<Api["GET /offers?site=:site"]["answer"]["offers"]> {
  const { offers } = await api("GET /offers?site=:site", { site });
  return offers.toSorted((a, b) => a.document.name.localeCompare(b.document.name, locale));
}
