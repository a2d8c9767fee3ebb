import type { Api, CouponLedger, Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { DraftRow } from "../editing/draft-row.tsx";
import { useSite } from "../shell/site.ts";
import { locale } from "../text/language.ts";
import { couponWords } from "./coupon-words.ts";
import { t } from "./messages.ts";

/** `/coupons`: every coupon of the site, by name. */
export function CouponsScreen() {
  const { site, href } = useSite();
  const coupons = useLoad(site.id, () => loadCoupons(site.id));
  // Asked of each coupon's own object: the list does not wait for it.
  const ledgers = useLoad(`${site.id} ledgers`, () => loadLedgers(site.id));
  const { data, error } = coupons.loaded.value;
  return (
    <DraftList
      words={{
        title: t("title"),
        intro: t("intro"),
        add: t("add"),
        list: t("list"),
        emptyTitle: t("emptyTitle"),
        empty: t("empty"),
      }}
      addHref={href("/coupons/new")}
      items={data}
      error={error}
      onRetry={coupons.reload}
      row={(draft) => (
        <CouponRow
          key={draft.document.id}
          draft={draft}
          ledger={ledgers.loaded.value.data?.get(draft.document.id)}
        />
      )}
    />
  );
}

function CouponRow({ draft, ledger }: { draft: Draft<"coupons">; ledger: CouponLedger | undefined }) {
  const { site } = useSite();
  const { what, lines } = couponWords(draft.document, site.currency);
  return (
    <DraftRow draft={draft} path="/coupons">
      <p class="sentence">
        <strong>{what}</strong>. {lines.slice(0, 2).join(". ")}.
      </p>
      <p class="rule-facts">
        <span>{lines[2]}</span>
        {ledger !== undefined && (
          <span>
            {t("rowIssued", { count: ledger.issued })}, {t("rowRedeemed", { count: ledger.redeemed })}
          </span>
        )}
      </p>
    </DraftRow>
  );
}

async function loadCoupons(site: string): Promise<Api["GET /coupons?site=:site"]["answer"]["coupons"]> {
  const { coupons } = await api("GET /coupons?site=:site", { site });
  return coupons.toSorted((a, b) => a.document.name.localeCompare(b.document.name, locale));
}

type Report = Api["GET /reports/coupons?site=:site"]["answer"];

async function loadLedgers(site: string): Promise<ReadonlyMap<string, CouponLedger>> {
  const ledgers = new Map<string, CouponLedger>();
  let query: { after?: string } = {};
  for (;;) {
    const report: Report = await api("GET /reports/coupons?site=:site", { site, query });
    for (const { id, ledger } of report.coupons) ledgers.set(id, ledger);
    if (report.next === null) return ledgers;
    query = { after: report.next };
  }
}
