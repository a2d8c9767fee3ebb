import type { OfferContent } from "../../model/offer.ts";
import { Field } from "../ui/field.tsx";
import { buttonOf } from "./button-of.ts";
import { t } from "./messages.ts";

export interface ContentFieldsProps {
  content: OfferContent;
  problemAt: (field: string) => string | undefined;
  /** @param field which part of the content was edited. */
  onContent: (part: Partial<OfferContent>, field: string) => void;
}

/** What an offer says in one language. */
export function ContentFields({ content, problemAt, onContent }: ContentFieldsProps) {
  const button = content.button ?? { label: "", link: "" };
  return (
    <>
      <Field
        label={t("headline")}
        value={content.headline}
        maxLength={200}
        problem={problemAt("headline")}
        onValue={(headline) => onContent({ headline }, "headline")}
      />
      <Field
        label={t("offerText")}
        rows={3}
        value={content.text}
        maxLength={1000}
        hint={t("fieldsHint", { field: "{{ city }}" })}
        problem={problemAt("text")}
        onValue={(text) => onContent({ text }, "text")}
      />
      <div class="field-pair">
        <Field
          label={t("buttonLabel")}
          value={button.label}
          maxLength={80}
          hint={t("buttonHint")}
          problem={problemAt("button.label")}
          onValue={(label) => onContent({ button: buttonOf(label, button.link) }, "button.label")}
        />
        <Field
          label={t("buttonLink")}
          value={button.link}
          inputMode="url"
          hint={t("linkHint")}
          problem={problemAt("button.link")}
          onValue={(link) => onContent({ button: buttonOf(button.label, link) }, "button.link")}
        />
      </div>
    </>
  );
}
