import { weekdays } from "../../model/weekdays.ts";
import { CloseIcon } from "../ui/icons.tsx";
import { Field } from "../ui/field.tsx";
import { t } from "./messages.ts";
import type { WeeklyHours } from "./schedules.ts";

export interface WeeklyRowProps {
  hours: WeeklyHours;
  /** Whether it says how hours are written: of several rows the first does. */
  isFirst: boolean;
  problemAt: (field: string) => string | undefined;
  onHours: (hours: WeeklyHours, field: string) => void;
  onRemove: () => void;
}

/** Days of the week, and from when until when on each of them. */
export function WeeklyRow({ hours, isFirst, problemAt, onHours, onRemove }: WeeklyRowProps) {
  const { days } = hours;
  const toggle = (day: (typeof weekdays)[number]) =>
    weekdays.filter((each) => (each === day ? !days.includes(day) : days.includes(each)));
  const problem = problemAt("days");
  return (
    <div class="row">
      <fieldset class="days">
        <legend>{t("days")}</legend>
        {weekdays.map((day) => (
          <label key={day} class="day">
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={() => onHours({ ...hours, days: toggle(day) }, "days")}
            />
            {t(day)}
          </label>
        ))}
        {problem !== undefined && <p class="problem">{problem}</p>}
      </fieldset>
      <div class="field-pair">
        {(["from", "to"] as const).map((which) => (
          <Field
            key={which}
            label={t(which === "from" ? "hoursFrom" : "hoursTo")}
            {...(isFirst ? { hint: t(which === "from" ? "hoursFromHint" : "hoursToHint") } : {})}
            value={hours[which]}
            maxLength={5}
            problem={problemAt(which)}
            onValue={(time) => onHours({ ...hours, [which]: time.trim() }, which)}
          />
        ))}
      </div>
      <button type="button" class="icon-button" aria-label={t("removeHours")} onClick={onRemove}>
        <CloseIcon />
      </button>
    </div>
  );
}
