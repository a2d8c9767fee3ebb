import type { Offer } from "../../model/offer.ts";
import { ElementFields } from "./element-fields.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";
import { NamedElement, nameOf } from "./named-element.tsx";
import { OfferHere } from "./offer-here.tsx";
import type { PageEdits } from "./page-edits.ts";
import { useNaming } from "./use-naming.ts";

export interface PickedPanelProps {
  link: FrameLink;
  edits: PageEdits;
  offers: readonly Offer[];
}

/** What is picked: what is around it, how the edge knows it, and what can be done to it. */
export function PickedPanel({ link, edits, offers }: PickedPanelProps) {
  const picked = link.picked.value;
  const naming = useNaming(link, picked);
  const at = link.at.value;
  return (
    <section class="card" aria-labelledby="picked-title">
      <h2 id="picked-title">{t("picked")}</h2>
      <p class="visually-hidden" role="status">
        {at !== null && t("at", { element: nameOf(at) })}
      </p>
      {picked === null ? (
        <p class="hint">{t("nothingPicked")}</p>
      ) : (
        <>
          <NamedElement link={link} picked={picked} naming={naming} />
          {naming.state === "named" && (
            <div class="on-page-fields" key={naming.selector}>
              <ElementFields picked={picked} selector={naming.selector} edits={edits} />
              <OfferHere
                offers={offers}
                selector={naming.selector}
                element={nameOf(picked.line.at(-1))}
                page={link.opened.value?.page ?? "/"}
                edits={edits}
              />
            </div>
          )}
        </>
      )}
    </section>
  );
}
