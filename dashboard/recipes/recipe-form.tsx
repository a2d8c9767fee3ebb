import { useComputed, useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useRef } from "preact/hooks";
import { ApiError, messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { AmountField } from "../editing/amount-field.tsx";
import { NumberField } from "../editing/number-field.tsx";
import { refreshPending } from "../publish/pending.ts";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { useUnsaved } from "../shell/use-unsaved.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { type ContentWords, contentWords } from "./content-words.ts";
import { made, noAnswers, unanswered } from "./make.ts";
import { t } from "./messages.ts";
import type { Answers, Asked, Known } from "./recipe.ts";
import { type RecipeId, recipes } from "./recipes.ts";
import { MadeDrafts } from "./save-made.ts";

/** Asks what the recipe cannot know, and makes the drafts. */
export function RecipeForm({ id }: { id: RecipeId }) {
  const { site } = useSite();
  const { loaded, reload } = useLoad(site.id, async () => {
    const [known, words] = await Promise.all([loadKnown(site.id), contentWords(site.language)]);
    return { known, words };
  });
  const { data, error } = loaded.value;
  return (
    <>
      <div class="screen-head">
        <PageHeading title={t(`name_${id}`)} />
        <p class="lead">{t(`does_${id}`)}</p>
      </div>
      {data !== undefined ? (
        <Questions id={id} {...data} />
      ) : error === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <LoadError error={error} onRetry={reload} />
      )}
    </>
  );
}

function Questions({ id, known, words }: { id: RecipeId; known: Known; words: ContentWords }) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const answers = useSignal(noAnswers);
  const missing = useSignal<readonly string[]>([]);
  const refused = useSignal<readonly string[]>([]);
  const busy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const drafts = useRef(new MadeDrafts(site.id));
  useUnsaved(useComputed(() => answers.value !== noAnswers));

  const make = async () => {
    missing.value = unanswered(id, answers.value);
    if (missing.value.length > 0)
      return void requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
    busy.value = true;
    try {
      const what = made(id, answers.value, known, site, words);
      await drafts.current.save(what);
      announce("done", t("madeDraft", { name: what.rule.name }));
      void refreshPending(site.id);
      unsaved.value = false;
      route(href(`/rules/${encodeURIComponent(what.rule.id)}`), true);
    } catch (thrown) {
      refused.value = thrown instanceof ApiError ? thrown.problems.map(({ message }) => message) : [];
      announce("failed", t("failed", { reason: messageOf(thrown) }));
    }
    busy.value = false;
  };
  const asks: readonly Asked[] = recipes[id].asks;
  return (
    <form
      ref={form}
      class="recipe-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy.value) void make();
      }}
    >
      <section class="card" aria-label={t(`name_${id}`)}>
        {asks.length === 0 && <p>{t("nothingAsked")}</p>}
        {asks.map((asked) => (
          <Question
            key={asked}
            id={id}
            asked={asked}
            answers={answers.value}
            known={known}
            problemAt={(field) => (missing.value.includes(field) ? t("needed") : undefined)}
            onAnswers={(part) => {
              answers.value = { ...answers.value, ...part };
              missing.value = missing.value.filter((field) => !Object.hasOwn(part, field));
              refused.value = [];
            }}
          />
        ))}
        {refused.value.map((message) => (
          <p key={message} class="problem" role="alert">
            {message}
          </p>
        ))}
      </section>
      <div class="actions">
        <Button type="submit" look="primary" busy={busy.value}>
          {t("make")}
        </Button>
      </div>
      <LeaveDialog />
    </form>
  );
}

interface QuestionProps {
  id: RecipeId;
  asked: Asked;
  answers: Answers;
  known: Known;
  problemAt: (field: string) => string | undefined;
  onAnswers: (part: Partial<Answers>) => void;
}

function Question({ id, asked, answers, known, problemAt, onAnswers }: QuestionProps) {
  const { site } = useSite();
  switch (asked) {
    case "amount":
      return (
        <AmountField
          label={t(id === "vip" ? "amount_vip" : "amount_free")}
          amount={answers.amount}
          currency={site.currency}
          problem={problemAt("amount")}
          onAmount={(amount) => onAnswers({ amount })}
        />
      );
    case "days":
      return (
        <NumberField
          label={t("days")}
          number={answers.days}
          problem={problemAt("days")}
          onNumber={(days) => onAnswers({ days })}
        />
      );
    case "campaign":
    case "category":
      return (
        <Field
          label={t(asked)}
          hint={t(`${asked}Hint`)}
          maxLength={200}
          value={answers[asked]}
          problem={problemAt(asked)}
          onValue={(typed) => onAnswers({ [asked]: typed })}
        />
      );
    case "coupon":
      return (
        <>
          <SelectField
            label={t("coupon")}
            value={answers.coupon}
            options={[
              { value: "none", label: t("couponNone") },
              ...known.coupons.map((coupon) => ({ value: coupon.id, label: coupon.name })),
              { value: "new", label: t("couponNew") },
            ]}
            onValue={(coupon) => onAnswers({ coupon })}
          />
          {answers.coupon === "new" && (
            <div class="field-pair">
              <NumberField
                label={t("percent")}
                number={answers.percent}
                problem={problemAt("percent")}
                onNumber={(percent) => onAnswers({ percent })}
              />
              <Field
                label={t("code")}
                hint={t("codeHint")}
                code
                maxLength={60}
                value={answers.code}
                problem={problemAt("code")}
                onValue={(code) => onAnswers({ code })}
              />
            </div>
          )}
        </>
      );
  }
}

async function loadKnown(site: string): Promise<Known> {
  const [{ rules }, { offers }, { placements }, { coupons }] = await Promise.all([
    api("GET /rules?site=:site", { site }),
    api("GET /offers?site=:site", { site }),
    api("GET /placements?site=:site", { site }),
    api("GET /coupons?site=:site", { site }),
  ]);
  return {
    rules: rules.map(({ rule }) => rule),
    offers: offers.map(({ document }) => document),
    placements: placements.map(({ document }) => document),
    coupons: coupons.map(({ document }) => document),
  };
}
