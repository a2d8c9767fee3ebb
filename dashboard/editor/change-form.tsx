import { useId } from "preact/hooks";
import type { Change } from "../../model/change.ts";
import { ChangeFields, type ChangeFieldsProps } from "./change-fields.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";

/** One change of a page: what it does, where on the page, and what can be edited of it. */
export function ChangeForm(props: ChangeFieldsProps) {
  const { change, data } = props;
  const id = useId();
  return (
    <article class="card change" aria-labelledby={id}>
      <header class="change-head">
        <h3 id={id}>{title(change, data)}</h3>
        <p class="hint">{placeOf(change, data)}</p>
      </header>
      <ChangeFields {...props} />
    </article>
  );
}

function placeOf(change: Change, data: EditorData) {
  switch (change.type) {
    case "insertOffer": {
      const placement = data.placements.get(change.placement)?.name ?? change.placement;
      return t.parts("placement", { placement: <span>{placement}</span> });
    }
    case "addStyles":
      return t("wholePage");
    case "redirect":
      return t("insteadOfThePage");
    case "insertHtml":
      return t.parts(change.position, { selector: <code>{change.selector}</code> });
    case "move":
      return t.parts(change.position, { selector: <code>{change.to}</code> });
    default:
      return t.parts("element", { selector: <code>{change.selector}</code> });
  }
}

function title(change: Change, data: EditorData): string {
  if (change.type !== "insertOffer") return t(change.type);
  const offer = data.offers.get(change.offer);
  return t("insertOffer", { offer: offer?.ok === true ? offer.editing.document.value.name : change.offer });
}
