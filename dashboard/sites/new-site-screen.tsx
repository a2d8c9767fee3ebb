import "./new-site.css";
import { useComputed, useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { languageChoices } from "../text/languages.ts";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { unsaved } from "../shell/unsaved.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { announce } from "../ui/status.tsx";
import { addSite, type Attempt } from "./add-site.ts";
import { browserTimeZone, currencies, timeZones } from "./choices.ts";
import { t } from "./messages.ts";
import { noProblems, problemsOf } from "./site-problems.ts";
import type { SiteForm } from "./site-form.ts";

export interface NewSiteScreenProps {
  /** Where to go instead; `null` where there is no shop yet. */
  backHref: string | null;
  onAdded: (site: SiteSummary) => void;
}

/** `/sites/new`, and whatever was asked for while there is no shop: adds one. */
export function NewSiteScreen({ backHref, onAdded }: NewSiteScreenProps) {
  const element = useRef<HTMLFormElement>(null);
  const attempt = useRef<Attempt>({ id: null, saved: false });
  const form = useSignal<SiteForm>({
    name: "",
    hosts: "",
    origin: "",
    language: "en",
    currency: "EUR",
    timeZone: browserTimeZone(),
  });
  const problems = useSignal(noProblems);
  const busy = useSignal(false);
  const typed = useComputed(() => form.value.name + form.value.hosts + form.value.origin !== "");
  useUnsaved(typed);

  const save = async () => {
    if (busy.peek()) return;
    busy.value = true;
    problems.value = noProblems;
    const sent = form.value;
    try {
      const site = await addSite(sent, attempt.current);
      unsaved.value = false;
      announce("done", t("added", { name: site.name }));
      onAdded(site);
    } catch (thrown) {
      problems.value = problemsOf(thrown, sent);
      // After the problems have been drawn beside their fields.
      requestAnimationFrame(() =>
        element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
    }
    busy.value = false;
  };
  const field = (name: keyof SiteForm) => ({
    value: form.value[name],
    problem: problems.value.fields[name],
    onValue: (value: string) => {
      form.value = { ...form.value, [name]: value };
      const { [name]: _mended, ...fields } = problems.value.fields;
      problems.value = { ...problems.value, fields };
    },
  });
  const languageOptions = useMemo(() => languageChoices(), []);
  const currencyOptions = useMemo(currencies, []);
  const timeZoneOptions = useMemo(timeZones, []);
  return (
    <div class="screen new-site">
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
      </div>
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problems.value.general !== "" && (
          <p class="notice notice-bad" role="alert">
            {problems.value.general}
          </p>
        )}
        <div class="card">
          <Field label={t("name")} maxLength={120} {...field("name")} />
          <Field label={t("hosts")} hint={t("hostsHint")} code inputMode="url" {...field("hosts")} />
          <Field label={t("origin")} hint={t("originHint")} code inputMode="url" {...field("origin")} />
          <div class="new-site-pair">
            <SelectField label={t("language")} options={languageOptions} {...field("language")} />
            <SelectField label={t("currency")} options={currencyOptions} {...field("currency")} />
            <SelectField label={t("timeZone")} options={timeZoneOptions} {...field("timeZone")} />
          </div>
        </div>
        <div class="new-site-actions">
          <Button type="submit" look="primary" busy={busy.value}>
            {t("add")}
          </Button>
          {backHref !== null && (
            <a class="small-link" href={backHref}>
              {t("cancel")}
            </a>
          )}
        </div>
      </form>
      <LeaveDialog />
    </div>
  );
}
