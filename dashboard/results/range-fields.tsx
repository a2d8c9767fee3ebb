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
        <Button look="quiet" onClick={() => onRange(lastDays(7, today))}>
          {t("last7")}
        </Button>
        <Button look="quiet" onClick={() => onRange(lastDays(28, today))}>
          {t("last28")}
        </Button>
        <Button look="quiet" onClick={() => onRange({ from: "", to: "" })}>
          {t("allDays")}
        </Button>
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
