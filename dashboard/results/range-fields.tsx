import { useId } from "preact/hooks";
import { localTime } from "../../model/local-time.ts";
import { Button } from "../ui/button.tsx";
import { type Asked, lastDays } from "./asked.ts";
import { t } from "./messages.ts";

export interface RangeFieldsProps {
  asked: Asked;
  timeZone: string;
  /** An empty text is no such end. */
  onRange: (range: { from: string; to: string }) => void;
}

/** From which day to which people took part first, in the shop's time. */
export function RangeFields({ asked, timeZone, onRange }: RangeFieldsProps) {
  const today = localTime(Date.now(), timeZone).date;
  const { from = "", to = "" } = asked;
  const presets = [
    { label: "last7", range: lastDays(7, today) },
    { label: "last28", range: lastDays(28, today) },
    { label: "allDays", range: { from: "", to: "" } },
  ] as const;
  return (
    <fieldset class="results-range">
      <legend class="visually-hidden">{t("range")}</legend>
      <DayField
        label={t("from")}
        value={from}
        most={to || today}
        onDay={(day) => onRange({ from: day, to })}
      />
      <DayField
        label={t("to")}
        value={to}
        least={from}
        most={today}
        onDay={(day) => onRange({ from, to: day })}
      />
      <div class="results-presets">
        {presets.map(({ label, range }) => (
          <Button
            key={label}
            look="quiet"
            aria-pressed={range.from === from && range.to === to}
            onClick={() => onRange(range)}
          >
            {t(label)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface DayFieldProps {
  label: string;
  value: string;
  least?: string;
  most: string;
  onDay: (day: string) => void;
}

function DayField({ label, value, least = "", most, onDay }: DayFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="date"
        value={value}
        min={least}
        max={most}
        onChange={(event) => {
          const { value: day, validity } = event.currentTarget;
          if (validity.valid) onDay(day);
        }}
      />
    </div>
  );
}
