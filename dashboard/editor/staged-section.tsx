import { translated } from "../text/translated.ts";
import type { Editing } from "../editing/editing.ts";
import { Switch } from "../ui/switch.tsx";

export const t = translated("staged", {
  title: "Try it out first",
  staged: "Only in previews",
  hint: "Once published, it is on the shop for whoever has a preview link, and for nobody else: to look at it where it will be.",
});

/** A rule that is live may be seen by those alone who have a preview's link. */
export function StagedSection({ rule }: { rule: Editing<"rules"> }) {
  const { staged = false, ...others } = rule.document.value;
  return (
    <section class="card" id="staged" tabIndex={-1} aria-labelledby="staged-title">
      <h2 id="staged-title">{t("title")}</h2>
      <div class="switch-line">
        <Switch
          label={t("staged")}
          on={staged}
          onSwitch={(on) => rule.edit(on ? { ...others, staged: true } : others, "staged")}
        />
        <span aria-hidden="true">{t("staged")}</span>
      </div>
      <p class="hint">{t("hint")}</p>
    </section>
  );
}
