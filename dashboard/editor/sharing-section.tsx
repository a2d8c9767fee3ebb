import type { Rule } from "../../model/rule.ts";
import { NumberField } from "../editing/number-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { translated } from "../text/translated.ts";
import { Button } from "../ui/button.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { ShareField } from "./share-field.tsx";

export const t = translated("sharing", {
  title: "How it starts, and who gets what",
  ramp: "Start small",
  rampHint:
    "At first a few of its visitors see it, then more, step by step. Whoever sees it goes on seeing it. Where a guardrail gets worse beyond doubt, the rule stops by itself.",
  noControl:
    "Hold some visitors out, or add a variant that changes nothing: otherwise nobody can tell whether it does harm.",
  noGuardrail: "Choose a guardrail above, so that it can stop by itself.",
  step: "Step {number}",
  stepCoverage: "Share of its visitors, in percent",
  stepHours: "For so many hours",
  addStep: "Add a step",
  removeStep: "Remove this step",
  afterwards: "After the last step, all of its visitors see it.",
  bandit: "Shift visitors to what works",
  banditHint:
    "Variants that do better by its goal get more visitors, worked out anew every few minutes at first. Weights above are not used. Results stay right, but take longer to be sure than with fixed shares.",
  banditAlone: "There is only one variant. Add another one above.",
  floor: "Least share of each variant, in percent",
  floorHint: "So that a bad start can be made good.",
  keepFor: "A visitor keeps a variant for so many days",
  keepForHint: "After that they may get another one.",
  delay: "Minutes until an outcome can be expected",
  delayHint: "Whoever had less time than that does not count yet.",
});

const firstRamp: NonNullable<Rule["ramp"]> = {
  steps: [
    { coverage: 0.05, forHours: 24 },
    { coverage: 0.25, forHours: 24 },
  ],
};
const usualBandit: NonNullable<Rule["bandit"]> = { floor: 0.05, keepFor: "30d", delay: "1h" };
const unitMinutes: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/** Whether it starts with a few visitors, and whether they are shifted to what does best. */
export function SharingSection({ rule }: { rule: Editing<"rules"> }) {
  const { ramp, bandit, variants, holdout, guardrails } = rule.document.value;
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  const hasControl = holdout > 0 || variants.length > 1;
  return (
    <section class="card" id="sharing" tabIndex={-1} aria-labelledby="sharing-title">
      <h2 id="sharing-title">{t("title")}</h2>
      <SwitchField
        label={t("ramp")}
        on={ramp !== null}
        onSwitch={(on) => edit({ ramp: on ? firstRamp : null }, "ramp")}
      />
      <p class="hint">{t("rampHint")}</p>
      {ramp !== null && (
        <>
          <Steps {...{ rule, ramp }} onRamp={(next, path) => edit({ ramp: next }, path)} />
          {!hasControl && <p class="hint">{t("noControl")}</p>}
          {hasControl && guardrails.length === 0 && <p class="hint">{t("noGuardrail")}</p>}
        </>
      )}
      <SwitchField
        label={t("bandit")}
        on={bandit !== null}
        onSwitch={(on) => edit({ bandit: on ? usualBandit : null }, "bandit")}
      />
      <p class="hint">{t("banditHint")}</p>
      {bandit !== null && variants.length === 1 && <p class="hint">{t("banditAlone")}</p>}
      {bandit !== null && (
        <Shifting {...{ rule, bandit }} onBandit={(next, path) => edit({ bandit: next }, path)} />
      )}
    </section>
  );
}

interface StepsProps {
  rule: Editing<"rules">;
  ramp: NonNullable<Rule["ramp"]>;
  onRamp: (ramp: NonNullable<Rule["ramp"]>, path: string) => void;
}

function Steps({ rule, ramp: { steps }, onRamp }: StepsProps) {
  const change = (index: number, part: Partial<(typeof steps)[number]>) => {
    const step = steps[index];
    if (step !== undefined)
      onRamp({ steps: steps.with(index, { ...step, ...part }) }, `ramp.steps[${index}]`);
  };
  const last = steps.at(-1)?.coverage ?? 0;
  return (
    <>
      {steps.map(({ coverage, forHours }, index) => (
        <fieldset key={index} class="step">
          <legend>{t("step", { number: index + 1 })}</legend>
          <div class="field-pair">
            <ShareField
              label={t("stepCoverage")}
              hint=""
              share={coverage}
              unless={0}
              problem={rule.problemAt(`ramp.steps[${index}].coverage`) ?? problemOfAll(rule, index)}
              onShare={(share) => change(index, { coverage: share })}
            />
            <NumberField
              label={t("stepHours")}
              number={forHours}
              problem={rule.problemAt(`ramp.steps[${index}].forHours`)}
              onNumber={(hours) => change(index, { forHours: hours ?? 0 })}
            />
          </div>
          {steps.length > 1 && (
            <Button look="quiet" onClick={() => onRamp({ steps: steps.toSpliced(index, 1) }, "ramp.steps")}>
              {t("removeStep")}
            </Button>
          )}
        </fieldset>
      ))}
      <p class="hint">{t("afterwards")}</p>
      {steps.length < 10 && (
        <div class="actions">
          <Button
            onClick={() =>
              onRamp({ steps: [...steps, { coverage: (1 + last) / 2, forHours: 24 }] }, "ramp.steps")
            }
          >
            {t("addStep")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What is wrong with the steps together is said at the first of them. */
function problemOfAll(rule: Editing<"rules">, index: number): string | undefined {
  return index === 0 ? (rule.problemAt("ramp.steps") ?? rule.problemAt("ramp")) : undefined;
}

interface ShiftingProps {
  rule: Editing<"rules">;
  bandit: NonNullable<Rule["bandit"]>;
  onBandit: (bandit: NonNullable<Rule["bandit"]>, path: string) => void;
}

function Shifting({ rule, bandit, onBandit }: ShiftingProps) {
  const minutes = Number.parseInt(bandit.delay) * (unitMinutes[bandit.delay.slice(-1)] ?? Number.NaN);
  return (
    <>
      <div class="field-pair">
        <ShareField
          label={t("floor")}
          hint={t("floorHint")}
          share={bandit.floor}
          unless={0}
          problem={rule.problemAt("bandit.floor") ?? rule.problemAt("bandit")}
          onShare={(floor) => onBandit({ ...bandit, floor }, "bandit.floor")}
        />
        <NumberField
          label={t("keepFor")}
          hint={t("keepForHint")}
          number={Number.parseInt(bandit.keepFor)}
          problem={rule.problemAt("bandit.keepFor")}
          onNumber={(days) => onBandit({ ...bandit, keepFor: `${days ?? 0}d` }, "bandit.keepFor")}
        />
      </div>
      <NumberField
        label={t("delay")}
        hint={t("delayHint")}
        number={minutes}
        problem={rule.problemAt("bandit.delay")}
        onNumber={(number) => onBandit({ ...bandit, delay: `${number ?? 0}m` }, "bandit.delay")}
      />
    </>
  );
}
