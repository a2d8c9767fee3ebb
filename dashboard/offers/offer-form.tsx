import "./offer-form.css";
import { useSignalEffect } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import { late } from "../text/late.ts";
import { useRef, useState } from "preact/hooks";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Offer, OfferContent } from "../../model/offer.ts";
import { offerLayouts } from "../../model/offer/offer-layouts.ts";
import type { Problem } from "../../model/problem.ts";
import { useSite } from "../shell/site.ts";
import { SelectField } from "../ui/select-field.tsx";
import { Switch } from "../ui/switch.tsx";
import { AmountField } from "../editing/amount-field.tsx";
import { ContentFields } from "./content-fields.tsx";
import type { Editing } from "../editing/editing.ts";
import { t } from "./messages.ts";
import { OfferLanguages } from "./offer-languages.tsx";
import {
  contentIn,
  languageOfPath,
  withContent,
  withoutTranslation,
  withTranslation,
} from "./translations.ts";

/** What writes templates weighs more than the rest of the form, which can be filled in before it is there. */
const OfferPreview = late(() => import("./offer-preview.tsx").then((module) => module.OfferPreview));

export interface OfferFormProps {
  editing: Editing<"offers">;
  /** Those to choose from, as far as they could be loaded. */
  coupons: readonly Coupon[];
}

/** The paths that have a field of their own, which shows its problem beside it. */
export const fieldsOfOffer = /^(name|layout|value|cost|coupon|headline|text|button\.(label|link))$/;

/** What an offer says, in each of its languages, and what it is worth, with the offer itself beside it as it changes. */
export function OfferForm({ editing, coupons }: OfferFormProps) {
  const { site } = useSite();
  const offer = editing.document.value;
  const [chosen, setChosen] = useState<string | null>(null);
  // It may have gone since: removed here, or in what was loaded anew.
  const language = chosen !== null && Object.hasOwn(offer.translations, chosen) ? chosen : null;
  useFirstProblem(editing, setChosen);

  const coupon = coupons.find(({ id }) => id === offer.coupon);
  const edit = (next: Offer, path: string) => editing.edit(next, path);
  const path = (field: string) => (language === null ? field : `translations.${language}.${field}`);
  const editContent = (part: Partial<OfferContent>, field: string) =>
    edit(withContent(editing.document.value, language, part), path(field));
  return (
    <div class="offer-form">
      <div class="offer-fields">
        <SelectField
          label={t("layout")}
          value={offer.layout}
          options={offerLayouts.map((layout) => ({ value: layout, label: t(layout) }))}
          problem={editing.problemAt("layout")}
          onValue={(value) => {
            const layout = offerLayouts.find((known) => known === value) ?? offer.layout;
            edit({ ...offer, layout, dismissible: layout === "modal" || offer.dismissible }, "layout");
          }}
        />
        <OfferLanguages
          own={site.language}
          translations={Object.keys(offer.translations)}
          chosen={language}
          onChoose={setChosen}
          onAdd={(added) => {
            edit(withTranslation(offer, added), `translations.${added}`);
            setChosen(added);
          }}
          onRemove={(removed) => {
            edit(withoutTranslation(offer, removed), `translations.${removed}`);
            setChosen(null);
          }}
        />
        <ContentFields
          content={contentIn(offer, language)}
          problemAt={(field) => editing.problemAt(path(field))}
          onContent={editContent}
        />
        <div class="field-pair">
          {(["value", "cost"] as const).map((which) => (
            <AmountField
              key={which}
              label={t(which === "value" ? "worth" : "cost")}
              hint={t(which === "value" ? "worthHint" : "costHint")}
              amount={offer[which]}
              currency={site.currency}
              problem={editing.problemAt(which)}
              onAmount={(amount) => edit({ ...editing.document.value, [which]: amount }, which)}
            />
          ))}
        </div>
        {offer.layout === "modal" ? (
          <p class="hint">{t("modalHint")}</p>
        ) : (
          <div class="switch-line">
            <Switch
              label={t("dismissible")}
              on={offer.dismissible}
              onSwitch={(dismissible) => edit({ ...offer, dismissible }, "dismissible")}
            />
            <span aria-hidden="true">{t("dismissible")}</span>
          </div>
        )}
        <SelectField
          label={t("coupon")}
          value={offer.coupon ?? ""}
          options={[
            { value: "", label: t("noCoupon") },
            ...coupons.map(({ id, name }) => ({ value: id, label: name })),
            // One that is not there any more, or could not be loaded, is not lost by looking at it.
            ...(offer.coupon === null || coupon !== undefined
              ? []
              : [{ value: offer.coupon, label: offer.coupon }]),
          ]}
          problem={editing.problemAt("coupon")}
          onValue={(id) => edit({ ...offer, coupon: id === "" ? null : id }, "coupon")}
        />
        <p class="hint">{t("shared")}</p>
      </div>
      <div class="offer-picture">
        <ErrorBoundary>
          <OfferPreview offer={offer} coupon={coupon} site={site} language={language} />
        </ErrorBoundary>
      </div>
    </div>
  );
}

/** Whoever saves and learns of problems is shown the language that the first one is in. */
function useFirstProblem(editing: Editing<"offers">, show: (language: string | null) => void): void {
  const seen = useRef<readonly Problem[]>([]);
  useSignalEffect(() => {
    const problems = editing.problems.value;
    // While somebody mends them one by one, nothing jumps.
    const areNew = problems.some((problem) => !seen.current.includes(problem));
    seen.current = problems;
    const [first] = problems;
    if (areNew && first !== undefined) show(languageOfPath(first));
  });
}
