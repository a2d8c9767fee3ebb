import type { Change } from "../../model/change.ts";
import { Field } from "../ui/field.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { OfferForm } from "../offers/offer-form.tsx";

export interface ChangeFieldsProps {
  change: Change;
  data: EditorData;
  problemAt: (field: string) => string | undefined;
  /** @param field which part of the change was edited. */
  onChange: (change: Change, field: string) => void;
}

/** What can be edited of a change; what cannot is said. */
export function ChangeFields({ change, data, problemAt, onChange }: ChangeFieldsProps) {
  switch (change.type) {
    case "setText":
      return (
        <Field
          label={t("text")}
          rows={3}
          value={change.text}
          problem={problemAt("text")}
          onValue={(text) => onChange({ ...change, text }, "text")}
        />
      );
    case "setHtml":
    case "insertHtml":
    case "replaceHtml":
      return (
        <Field
          label={t("html")}
          rows={8}
          code
          hint={t("htmlHint")}
          value={change.html}
          problem={problemAt("html")}
          onValue={(html) => onChange({ ...change, html }, "html")}
        />
      );
    case "setAttribute":
      return (
        <Field
          label={t("value", { name: change.name })}
          code
          value={change.value}
          problem={problemAt("value")}
          onValue={(value) => onChange({ ...change, value }, "value")}
        />
      );
    case "setStyle":
      return (
        <Field
          label={t("value", { name: change.property })}
          code
          value={change.value}
          problem={problemAt("value")}
          onValue={(value) => onChange({ ...change, value }, "value")}
        />
      );
    case "setLink":
      return (
        <Field
          label={t("link")}
          hint={t("linkHint")}
          inputMode="url"
          value={change.href}
          problem={problemAt("href")}
          onValue={(href) => onChange({ ...change, href }, "href")}
        />
      );
    case "redirect":
      return (
        <Field
          label={t("to")}
          hint={t("toHint")}
          inputMode="url"
          value={change.to}
          problem={problemAt("to")}
          onValue={(to) => onChange({ ...change, to }, "to")}
        />
      );
    case "setImage":
      return (
        <>
          <Field
            label={t("picture")}
            hint={t("pictureHint")}
            inputMode="url"
            value={change.src}
            problem={problemAt("src")}
            onValue={(src) => onChange({ ...change, src }, "src")}
          />
          <Field
            label={t("alt")}
            hint={t("altHint")}
            value={change.alt ?? ""}
            problem={problemAt("alt")}
            onValue={(alt) => onChange({ ...change, alt: alt === "" ? null : alt }, "alt")}
          />
        </>
      );
    case "addStyles":
      return (
        <Field
          label={t("css")}
          rows={8}
          code
          hint={t("cssHint")}
          value={change.css}
          problem={problemAt("css")}
          onValue={(css) => onChange({ ...change, css }, "css")}
        />
      );
    case "setClass":
      return (
        <>
          {change.add.length > 0 && <p>{t("classesAdded", { classes: change.add.join(" ") })}</p>}
          {change.remove.length > 0 && <p>{t("classesRemoved", { classes: change.remove.join(" ") })}</p>}
        </>
      );
    case "remove":
      return <p>{t.parts("removed", { selector: <code>{change.selector}</code> })}</p>;
    case "hide":
      return <p>{t.parts("hidden", { selector: <code>{change.selector}</code> })}</p>;
    case "move":
      return <p>{t.parts("moved", { selector: <code>{change.selector}</code> })}</p>;
    case "insertOffer": {
      const offer = data.offers.get(change.offer);
      if (offer?.ok === true) return <OfferForm editing={offer.editing} coupons={data.coupons} />;
      return (
        <p class="notice notice-bad">{t("noOffer", { offer: change.offer, reason: offer?.reason ?? "" })}</p>
      );
    }
  }
}
