import type { Change } from "../../model/change.ts";
import type { Offer } from "../../model/offer.ts";
import type { Placement } from "../../model/placement.ts";
import { OfferForm } from "../offers/offer-form.tsx";
import { blankOffer } from "../offers/load-offer.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { ChangeFieldsProps } from "./change-fields.tsx";
import { t } from "./messages.ts";
import { PlacementFields } from "./placement-fields.tsx";

/** What stands in a choice for making a new one. No id is like it. */
const another = "+";

export interface OfferFieldsProps extends Omit<ChangeFieldsProps, "change"> {
  change: Extract<Change, { type: "insertOffer" }>;
}

/** Which offer goes where: one of those that there are, or a new one; and all that the offer says. */
export function OfferFields({ change, data, problemAt, onChange }: OfferFieldsProps) {
  const { offers, placements, coupons } = data;
  const editing = offers.find(change.offer);
  const place = placements.find(change.placement);
  const newOffer = (): Offer => ({ ...blankOffer, name: data.rule.document.peek().name || t("newOffer") });
  return (
    <>
      <div class="field-pair">
        <SelectField
          label={t("offer")}
          value={change.offer}
          options={choices(change.offer, offers.all.value, {
            none: t("chooseOffer"),
            another: t("anotherOffer"),
          })}
          problem={problemAt("offer") && t("noOfferYet")}
          onValue={(id) =>
            onChange({ ...change, offer: id === another ? offers.add(newOffer()) : id }, "offer")
          }
        />
        <SelectField
          label={t("placement")}
          value={change.placement}
          options={choices(change.placement, placements.all.value, {
            none: t("choosePlacement"),
            another: t("anotherPlacement"),
          })}
          problem={problemAt("placement") && t("noPlacementYet")}
          onValue={(id) =>
            onChange(
              { ...change, placement: id === another ? placements.add(newPlacement()) : id },
              "placement",
            )
          }
        />
      </div>
      {place !== undefined && <PlacementFields editing={place} />}
      {editing !== undefined && (
        <>
          {editing.base.value.live === null && (
            <Field
              label={t("offerName")}
              hint={t("offerNameHint")}
              maxLength={120}
              value={editing.document.value.name}
              problem={editing.problemAt("name")}
              onValue={(name) => editing.edit({ ...editing.document.peek(), name }, "name")}
            />
          )}
          <OfferForm editing={editing} coupons={coupons} />
        </>
      )}
    </>
  );
}

function newPlacement(): Placement {
  return { id: "new", name: t("topOfPage"), selector: "body", position: "start" };
}

/** One that is chosen and not there any more is not lost by looking at it. */
function choices(
  chosen: string,
  all: readonly { id: string; name: string }[],
  words: { none: string; another: string },
): { value: string; label: string }[] {
  return [
    ...(chosen === "" ? [{ value: "", label: words.none }] : []),
    ...(chosen !== "" && !all.some(({ id }) => id === chosen)
      ? [{ value: chosen, label: t("notThere", { id: chosen }) }]
      : []),
    ...all.map(({ id, name }) => ({ value: id, label: name })),
    { value: another, label: words.another },
  ];
}
