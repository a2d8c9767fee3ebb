import type { Offer } from "../../model/offer.ts";
import { Field } from "../ui/field.tsx";
import { buttonOf } from "./button-of.ts";
import type { Editing } from "./editing.ts";
import { t } from "./messages.ts";
import { OfferPreview } from "./offer-preview.tsx";

/** What an offer says, with the offer itself beside it as it changes. */
export function OfferForm({ editing, accent }: { editing: Editing<"offers">; accent: string }) {
  const offer = editing.document.value;
  const edit = (part: Partial<Offer>, path: string) =>
    editing.edit({ ...editing.document.value, ...part }, path);
  const button = offer.button ?? { label: "", link: "" };
  return (
    <div class="offer-form">
      <div class="offer-fields">
        <Field
          label={t("headline")}
          value={offer.headline}
          maxLength={200}
          problem={editing.problemAt("headline")}
          onValue={(headline) => edit({ headline }, "headline")}
        />
        <Field
          label={t("offerText")}
          rows={3}
          value={offer.text}
          maxLength={1000}
          problem={editing.problemAt("text")}
          onValue={(text) => edit({ text }, "text")}
        />
        <div class="field-pair">
          <Field
            label={t("buttonLabel")}
            value={button.label}
            maxLength={80}
            hint={t("buttonHint")}
            problem={editing.problemAt("button.label")}
            onValue={(label) => edit({ button: buttonOf(label, button.link) }, "button.label")}
          />
          <Field
            label={t("buttonLink")}
            value={button.link}
            inputMode="url"
            hint={t("linkHint")}
            problem={editing.problemAt("button.link")}
            onValue={(link) => edit({ button: buttonOf(button.label, link) }, "button.link")}
          />
        </div>
        <p class="hint">
          {offer.coupon !== null && <>{t("coupon", { coupon: offer.coupon })} </>}
          {t("shared")}
        </p>
      </div>
      <OfferPreview offer={offer} accent={accent} />
    </div>
  );
}
