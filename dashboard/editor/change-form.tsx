import { useId } from "preact/hooks";
import type { Change } from "../../model/change.ts";
import { Field } from "../ui/field.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { OfferForm } from "./offer-form.tsx";

export interface ChangeFormProps {
  change: Change;
  data: EditorData;
  problemAt: (field: string) => string | undefined;
  /** @param field which part of the change was edited. */
  onChange: (change: Change, field: string) => void;
}

/** One change of a page: what it does, where on the page, and what can be edited of it. */
export function ChangeForm(props: ChangeFormProps) {
  const { change, data } = props;
  const id = useId();
  const place =
    change.type === "insertOffer"
      ? t.parts("placement", {
          placement: <span>{data.placements.get(change.placement)?.name ?? change.placement}</span>,
        })
      : t.parts("element", { selector: <code>{change.selector}</code> });
  return (
    <article class="card change" aria-labelledby={id}>
      <header class="change-head">
        <h3 id={id}>{title(change, data)}</h3>
        <p class="hint">{place}</p>
      </header>
      <ChangeFields {...props} />
    </article>
  );
}

function title(change: Change, data: EditorData): string {
  if (change.type !== "insertOffer") return t(change.type);
  const offer = data.offers.get(change.offer);
  return t("insertOffer", { offer: offer?.ok === true ? offer.editing.document.value.name : change.offer });
}

function ChangeFields({ change, data, problemAt, onChange }: ChangeFormProps) {
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
    case "hide":
      return <p>{t.parts("hidden", { selector: <code>{change.selector}</code> })}</p>;
    case "insertOffer": {
      const offer = data.offers.get(change.offer);
      if (offer?.ok === true) return <OfferForm editing={offer.editing} coupon={offer.coupon} />;
      return (
        <p class="notice notice-bad">{t("noOffer", { offer: change.offer, reason: offer?.reason ?? "" })}</p>
      );
    }
  }
}
