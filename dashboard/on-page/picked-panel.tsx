import type { Picked, Spot } from "../../model/on-page.ts";
import type { Offer } from "../../model/offer.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, CheckIcon } from "../ui/icons.tsx";
import { ElementFields } from "./element-fields.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";
import { OfferHere } from "./offer-here.tsx";
import type { PageEdits } from "./page-edits.ts";
import { type Naming, useNaming } from "./use-naming.ts";

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
          <Line link={link} picked={picked} />
          <NamingLine link={link} picked={picked} naming={naming} />
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

/** From the outermost to the picked element; each picks itself. */
function Line({ link, picked: { line } }: { link: FrameLink; picked: Picked }) {
  return (
    <nav aria-label={t("around")}>
      <ol class="on-page-line">
        {line.map((spot, index) => {
          const levels = line.length - 1 - index;
          return (
            <li key={`${index} ${nameOf(spot)}`}>
              <button type="button" aria-current={levels === 0 || undefined} onClick={() => link.up(levels)}>
                {nameOf(spot)}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function nameOf(spot: Spot | undefined): string {
  return spot === undefined ? "" : spot.tag + spot.name;
}

function NamingLine({ link, picked, naming }: { link: FrameLink; picked: Picked; naming: Naming }) {
  switch (naming.state) {
    case "looking":
      return <p class="hint">{t("looking")}</p>;
    case "unnamed":
      return <p class="notice notice-warn">{t("unnamed")}</p>;
    case "browser": {
      const levels = [...picked.line].reverse().findIndex(({ number }) => number !== null);
      return (
        <>
          <Badge tone="changed" icon={<ChangedIcon />}>
            {t("browser")}
          </Badge>
          <p class="hint">{t("browserHint")}</p>
          {levels > 0 && <Button onClick={() => link.up(levels)}>{t("browserUp")}</Button>}
        </>
      );
    }
    case "named":
      return (
        <div class="on-page-naming">
          <Badge tone="live" icon={<CheckIcon />}>
            {t("edge")}
          </Badge>
          <code>{naming.selector}</code>
          <p class="hint">{naming.hits === null ? t("unchecked") : t("hits", { count: naming.hits })}</p>
          <p class="hint">{t("edgeHint")}</p>
        </div>
      );
  }
}
