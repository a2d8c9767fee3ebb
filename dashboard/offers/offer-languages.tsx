import { useRef, useState } from "preact/hooks";
import { languageChoices } from "../text/languages.ts";
import { languageName } from "../text/language-name.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

export interface OfferLanguagesProps {
  /** The shop's own language. */
  own: string;
  translations: readonly string[];
  /** The translation that is being edited; `null` is the shop's own content. */
  chosen: string | null;
  onChoose: (language: string | null) => void;
  onAdd: (language: string) => void;
  onRemove: (language: string) => void;
}

/** Which language of an offer is being edited, and which there are. */
export function OfferLanguages(props: OfferLanguagesProps) {
  const { own, translations, chosen, onChoose, onAdd, onRemove } = props;
  const [coming, setComing] = useState("");
  const row = useRef<HTMLDivElement>(null);
  const options = [
    { value: "", label: t("ownLanguage", { language: languageName(own) }) },
    ...translations.map((language) => ({ value: language, label: languageName(language) })),
  ];
  return (
    <>
      <div class="offer-languages" ref={row}>
        <SelectField
          label={t("language")}
          value={chosen ?? ""}
          options={options}
          onValue={(language) => onChoose(language === "" ? null : language)}
        />
        {chosen !== null && (
          <Button
            look="quiet"
            onClick={() => {
              onRemove(chosen);
              // The button goes with the language: the focus stays near.
              row.current?.querySelector("select")?.focus();
            }}
          >
            {t("removeLanguage", { language: languageName(chosen) })}
          </Button>
        )}
      </div>
      <div class="offer-languages">
        <SelectField
          label={t("addLanguage")}
          value={coming}
          options={[{ value: "", label: t("chooseLanguage") }, ...languageChoices([own, ...translations])]}
          onValue={setComing}
        />
        <Button
          aria-disabled={coming === "" || undefined}
          onClick={() => {
            if (coming === "") return;
            onAdd(coming);
            setComing("");
          }}
        >
          {t("add")}
        </Button>
      </div>
    </>
  );
}
