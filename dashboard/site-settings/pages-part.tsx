import type { SharedPages } from "../../model/shared-pages.ts";
import { NumberField } from "../editing/number-field.tsx";
import { Part } from "../settings/part.tsx";
import { noNumber } from "../text/number.ts";
import { Button } from "../ui/button.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { linesField } from "./fields.ts";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

const newGroup: SharedPages = { pages: [], freshForSeconds: 60, privateCookies: [] };

/** Which pages are left alone, and which are shared. */
export function PagesPart({ editing }: { editing: SiteEditing }) {
  const { sharedPages } = editing.site.value;
  const change = (at: number, changes: Partial<SharedPages>) =>
    editing.edit({
      sharedPages: sharedPages.map((group, index) => (index === at ? { ...group, ...changes } : group)),
    });
  return (
    <Part title={t("pages")}>
      <LinesField
        label={t("leftAlone")}
        hint={t("leftAloneHint")}
        rows={6}
        {...linesField(editing, "leftAlone")}
      />
      <h3>{t("sharedPages")}</h3>
      <p class="hint">{t("sharedPagesHint")}</p>
      {sharedPages.map((group, at) => (
        <fieldset key={at} class="settings-group">
          <legend class="visually-hidden">{t("sharedPages")}</legend>
          <LinesField
            label={t("groupPages")}
            lines={group.pages}
            problem={editing.problemAt(`sharedPages[${at}].pages`)}
            onLines={(pages) => change(at, { pages })}
          />
          <NumberField
            label={t("freshForSeconds")}
            number={group.freshForSeconds}
            problem={editing.problemAt(`sharedPages[${at}].freshForSeconds`)}
            onNumber={(seconds) => change(at, { freshForSeconds: seconds ?? noNumber })}
          />
          <LinesField
            label={t("privateCookies")}
            hint={t("privateCookiesHint")}
            lines={group.privateCookies}
            problem={editing.problemAt(`sharedPages[${at}].privateCookies`)}
            onLines={(privateCookies) => change(at, { privateCookies })}
          />
          <Button
            look="quiet"
            onClick={() => editing.edit({ sharedPages: sharedPages.filter((_, index) => index !== at) })}
          >
            {t("removeGroup")}
          </Button>
        </fieldset>
      ))}
      <div class="actions">
        <Button onClick={() => editing.edit({ sharedPages: [...sharedPages, newGroup] })}>
          {t("addGroup")}
        </Button>
      </div>
    </Part>
  );
}
