import "./offers.css";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { DraftRow } from "../editing/draft-row.tsx";
import { useSite } from "../shell/site.ts";
import { money } from "../text/amount.ts";
import { locale } from "../text/language.ts";
import { couponsOf } from "./load-offer.ts";
import { t } from "./messages.ts";

/** `/offers`: every offer of the site, by name. */
export function OffersScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadOffers(site.id));
  const { data, error } = loaded.value;
  return (
    <DraftList
      words={{
        title: t("title"),
        intro: t("intro"),
        add: t("addOffer"),
        list: t("list"),
        emptyTitle: t("emptyTitle"),
        empty: t("empty"),
      }}
      addHref={href("/offers/new")}
      items={data?.offers}
      error={error}
      onRetry={reload}
      beside={
        <a class="small-link" href={href("/placements")}>
          {t("places")}
        </a>
      }
      row={(draft) => <OfferRow key={draft.document.id} draft={draft} coupons={data?.coupons ?? {}} />}
    />
  );
}

interface OfferRowProps {
  draft: Draft<"offers">;
  /** Names by ids. */
  coupons: Readonly<Record<string, string>>;
}

function OfferRow({ draft, coupons }: OfferRowProps) {
  const { site } = useSite();
  const { headline, text, layout, coupon, value, cost } = draft.document;
  return (
    <DraftRow draft={draft} path="/offers">
      <p class="sentence offer-said">
        <strong>{headline}</strong>
        {text !== "" && ` ${text}`}
      </p>
      <p class="rule-facts">
        <span>{t(`short_${layout}`)}</span>
        {coupon !== null && <span>{t("withCoupon", { coupon: coupons[coupon] ?? coupon })}</span>}
        {value !== null && <span>{t("worthAmount", { amount: money(value, site.currency) })}</span>}
        {cost !== null && <span>{t("costAmount", { amount: money(cost, site.currency) })}</span>}
      </p>
    </DraftRow>
  );
}

async function loadOffers(site: string) {
  const [{ offers }, coupons] = await Promise.all([api("GET /offers?site=:site", { site }), couponsOf(site)]);
  return {
    offers: offers.toSorted((a, b) => a.document.name.localeCompare(b.document.name, locale)),
    coupons: Object.fromEntries(coupons.map(({ id, name }) => [id, name])),
  };
}
