import { useId } from "preact/hooks";
import { mostGuardrails } from "../../model/rule.ts";
import { t } from "./messages.ts";

export interface GuardrailsFieldProps {
  /** Ids of goals, in the order in which they were chosen. */
  guardrails: readonly string[];
  /** All that can be. */
  choices: readonly { value: string; label: string }[];
  problem: string | undefined;
  onGuardrails: (guardrails: string[]) => void;
}

/** Goals that a rule must not make worse: some of all, up to as many as a rule may have. */
export function GuardrailsField({ guardrails, choices, problem, onGuardrails }: GuardrailsFieldProps) {
  const id = useId();
  const toggled = (goal: string) =>
    guardrails.includes(goal) ? guardrails.filter((each) => each !== goal) : [...guardrails, goal];
  return (
    <fieldset class="days" aria-describedby={`${id}-hint`}>
      <legend>{t("guardrails")}</legend>
      {choices.map(({ value, label }) => {
        const isChosen = guardrails.includes(value);
        return (
          <label key={value} class="day">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={!isChosen && guardrails.length >= mostGuardrails}
              onChange={() => onGuardrails(toggled(value))}
            />
            {label}
          </label>
        );
      })}
      <p class="hint" id={`${id}-hint`}>
        {t("guardrailsHint", { most: mostGuardrails })}
      </p>
      {problem !== undefined && <p class="problem">{problem}</p>}
    </fieldset>
  );
}
