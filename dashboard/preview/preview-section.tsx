import "./preview.css";
import { useSignal } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import { useEffect } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { maySeeCustomers } from "../customers/may.ts";
import type { Editing } from "../editing/editing.ts";
import { pending } from "../publish/pending.ts";
import { pageToPreview } from "../rules/page-to-preview.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Segments } from "../ui/segments.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import { advertisementOf, type Chosen, wantedPreview, type Who, whos } from "./preview-as.ts";
import { PreviewLink } from "./preview-link.tsx";
import { ShopFrame, WaitingFrame } from "./shop-frame.tsx";
import { type Device, firstDevice, widthChoices, widths } from "./widths.ts";

const PersonField = late(() => import("../customers/person-field.tsx").then((module) => module.PersonField));

/** Whoever is still typing is not shown anything. */
const pauseMs = 500;

/** The address that was made for a question, or why there is none. */
interface Shown {
  question: string;
  url: string;
  problem: string;
}

/** The shop's page with the draft as it is saved, at three widths, as somebody who is chosen. */
export function PreviewSection({ rule, dirty }: { rule: Editing<"rules">; dirty: boolean }) {
  const { site, href } = useSite();
  const document = rule.document.value;
  const chosen = useSignal<Chosen>({
    who: "whoever",
    device: firstDevice(),
    path: pageToPreview(document.pages),
    variant: document.variants[0]?.id ?? "",
    ...advertisementOf(document.condition),
    customer: null,
  });
  const again = useSignal(0);
  const shown = useSignal<Shown | undefined>(undefined);
  const choose = (part: Partial<Chosen>) => (chosen.value = { ...chosen.value, ...part });
  const chooseWho = (value: string) => {
    const who = whos.find((known) => known === value) ?? "whoever";
    choose(who === "advertisement" ? { who, ...advertisementOf(document.condition) } : { who });
  };
  const now = chosen.value;
  const isNobody = now.who === "customer" && now.customer === null;
  const make = (frame: boolean) =>
    api("POST /preview?site=:site", { site: site.id, body: wantedPreview(document.id, now, frame) });
  const link = JSON.stringify([site.id, document.id, now]);
  // Whatever is saved, also of offers, changes what waits to be published.
  const question = JSON.stringify([link, rule.base.value.updatedAt, pending.value, again.value]);
  useEffect(() => {
    if (isNobody) return undefined;
    const settle = (url: string, problem = "") => (shown.value = { question, url, problem });
    const ask = () =>
      make(true).then(
        ({ url }) => settle(url),
        (thrown: unknown) => settle("", messageOf(thrown)),
      );
    const timer = setTimeout(() => void ask(), shown.value === undefined ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }, [question]);
  return (
    <section class="card live-preview" id="preview" tabIndex={-1} aria-labelledby="preview-title">
      <div class="preview-head">
        <h2 id="preview-title">{t("title")}</h2>
        {mayChange() && (
          <a class="button button-plain" href={href(`/rules/${encodeURIComponent(document.id)}/page`)}>
            {t("editOnPage")}
          </a>
        )}
      </div>
      <div class="preview-choices">
        <SelectField
          label={t("as")}
          value={now.who}
          options={shownTo().map((value) => ({ value, label: t(value) }))}
          onValue={chooseWho}
        />
        {now.who === "whoever" && document.variants.length > 1 && (
          <SelectField
            label={t("variant")}
            value={now.variant}
            options={document.variants.map(({ id }) => ({ value: id, label: id }))}
            onValue={(variant) => choose({ variant })}
          />
        )}
        <Field label={t("page")} hint={t("pageHint")} value={now.path} onValue={(path) => choose({ path })} />
        {now.who === "advertisement" &&
          (["source", "medium", "campaign"] as const).map((part) => (
            <Field
              key={part}
              label={t(part)}
              value={now[part]}
              onValue={(value) => choose({ [part]: value })}
            />
          ))}
        {now.who === "customer" && (
          <ErrorBoundary>
            <PersonField person={now.customer} onPerson={(customer) => choose({ customer })} />
          </ErrorBoundary>
        )}
      </div>
      <div class="preview-head">
        <Segments<Device>
          label={t("width")}
          value={now.device}
          options={widthChoices()}
          onValue={(device) => choose({ device })}
        />
        <Button look="quiet" onClick={() => again.value++}>
          {t("showAgain")}
        </Button>
      </div>
      {dirty && <p class="notice">{t("typed")}</p>}
      {isNobody ? (
        <p class="notice">{t("whichCustomer")}</p>
      ) : (
        <>
          <PreviewFrame shown={shown.value} path={now.path} device={now.device} />
          <p class="hint">{t("counts")}</p>
          <PreviewLink question={link} make={async () => (await make(false)).url} />
        </>
      )}
    </section>
  );
}

/** By whom whoever is signed in may see the page: who the customers are is not for everybody. */
function shownTo(): readonly Who[] {
  return maySeeCustomers() ? whos : whos.filter((who) => who !== "customer");
}

function PreviewFrame({ shown, path, device }: { shown: Shown | undefined; path: string; device: Device }) {
  if (shown === undefined) return <WaitingFrame />;
  if (shown.problem !== "")
    return (
      <p class="notice notice-bad" role="alert">
        {t("failed", { reason: shown.problem })}
      </p>
    );
  return <ShopFrame title={t("frameTitle", { path })} src={shown.url} width={widths[device]} />;
}
