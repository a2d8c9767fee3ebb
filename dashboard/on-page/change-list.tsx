import type { Offer } from "../../model/offer.ts";
import { changeName } from "../rules/change-name.ts";
import { capitalised } from "../text/capitalised.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import type { PageEdits } from "./page-edits.ts";

/** What the variant does to pages, so far. */
export function ChangeList({ edits, offers }: { edits: PageEdits; offers: readonly Offer[] }) {
  const { changes } = edits;
  const { variants } = edits.rule.document.value;
  const names = new Map(offers.map(({ id, name }) => [id, name]));
  return (
    <section class="card" aria-labelledby="changes-title">
      <h2 id="changes-title">{t("changes", { count: changes.length })}</h2>
      {variants.length > 1 && (
        <SelectField
          label={t("variant")}
          value={String(edits.variant.value)}
          options={variants.map(({ id }, index) => ({ value: String(index), label: id }))}
          onValue={(index) => (edits.variant.value = Number(index))}
        />
      )}
      {changes.length > 0 && (
        <ul class="on-page-changes">
          {changes.map((change, index) => {
            const name = capitalised(changeName(change, names));
            return (
              <li key={`${index} ${name}`}>
                <span>{name}</span>
                <Button
                  look="quiet"
                  aria-label={t("removeNamed", { change: name })}
                  onClick={() => edits.remove(change)}
                >
                  {t("remove")}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
