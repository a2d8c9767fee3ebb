import { useSignal } from "@preact/signals";
import type { Offer } from "../../model/offer.ts";
import { positions } from "../../model/positions.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { PageEdits } from "./page-edits.ts";
import { t } from "./messages.ts";

export interface OfferHereProps {
  offers: readonly Offer[];
  selector: string;
  /** The picked element and the page, as the new placement names them. */
  element: string;
  page: string;
  edits: PageEdits;
}

/** Shows an offer beside or in the picked element. */
export function OfferHere({ offers, selector, element, page, edits }: OfferHereProps) {
  const { href } = useSite();
  const chosen = useSignal(offers[0]?.id ?? "");
  const position = useSignal<(typeof positions)[number]>("after");
  if (offers.length === 0)
    return (
      <p class="hint">
        {t("noOffers")} <a href={href("/offers/new")}>{t("newOffer")}</a>
      </p>
    );
  const insert = () => {
    const name = t(`named_${position.value}`, { element, page }).slice(0, 120);
    edits.insert(chosen.value, { name, selector, position: position.value });
  };
  return (
    <details>
      <summary>{t("offer")}</summary>
      <div class="on-page-more">
        <SelectField
          label={t("whichOffer")}
          value={chosen.value}
          options={offers.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(id) => (chosen.value = id)}
        />
        <SelectField
          label={t("where")}
          value={position.value}
          options={positions.map((value) => ({ value, label: t(value) }))}
          onValue={(value) => (position.value = positions.find((known) => known === value) ?? "after")}
        />
        <Button onClick={insert}>{t("insert")}</Button>
      </div>
    </details>
  );
}
