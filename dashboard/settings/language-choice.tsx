import { capitalised } from "../text/capitalised.ts";
import { firstSpoken, language, languages } from "../text/language.ts";
import { languageName } from "../text/language-name.ts";
import { speak } from "../text/speak.ts";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

/** Each language by its own name: whoever cannot read the others finds it. */
const choices = languages.map((tag) => ({ value: tag, label: capitalised(languageName(tag, tag)) }));

/** In which language somebody reads the dashboard. The page is loaded anew, once nothing is lost by it. */
export function LanguageChoice() {
  return (
    <div class="settings-form">
      <SelectField
        label={t("language")}
        hint={t("languageHint")}
        value={language}
        options={choices}
        onValue={(tag) => speak(firstSpoken([tag]))}
      />
    </div>
  );
}
