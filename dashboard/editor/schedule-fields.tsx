import type { Schedule } from "../../model/schedule.ts";
import { Button } from "../ui/button.tsx";
import { MomentField } from "../ui/moment-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import { anyTime, isAnyTime, usualHours } from "./schedules.ts";
import { WeeklyRow } from "./weekly-row.tsx";

export interface ScheduleFieldsProps {
  /** `null`: at all times. */
  schedule: Schedule | null;
  /** IANA name: what a schedule without one of its own goes by. */
  siteTimeZone: string;
  problemAt: (field: string) => string | undefined;
  onSchedule: (schedule: Schedule | null, field: string) => void;
}

/** When something starts and ends, and at which hours of the week it is on between. */
export function ScheduleFields({ schedule, siteTimeZone, problemAt, onSchedule }: ScheduleFieldsProps) {
  const { from, until, timeZone, weekly } = schedule ?? anyTime;
  const edit = (part: Partial<Schedule>, field: string) => {
    const next = { ...(schedule ?? anyTime), ...part };
    onSchedule(isAnyTime(next) ? null : next, field);
  };
  return (
    <>
      <div class="field-pair">
        {(["from", "until"] as const).map((which) => (
          <MomentField
            key={which}
            label={t(which)}
            hint={t(which === "from" ? "fromHint" : "untilHint", { timeZone: timeZone ?? siteTimeZone })}
            value={which === "from" ? from : until}
            problem={problemAt(which)}
            onValue={(moment) => edit({ [which]: moment }, which)}
          />
        ))}
      </div>
      {weekly.length > 0 && (
        <ul class="rows">
          {weekly.map((hours, index) => (
            <li key={index}>
              <WeeklyRow
                hours={hours}
                isFirst={index === 0}
                problemAt={(field) => problemAt(`weekly[${index}].${field}`)}
                onHours={(next, field) =>
                  edit({ weekly: weekly.with(index, next) }, `weekly[${index}].${field}`)
                }
                onRemove={() => edit({ weekly: weekly.toSpliced(index, 1) }, "weekly")}
              />
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <Button onClick={() => edit({ weekly: [...weekly, usualHours] }, "weekly")}>
          {t(weekly.length === 0 ? "addHours" : "addMoreHours")}
        </Button>
      </div>
      {schedule !== null && (
        <SelectField
          label={t("timeZone")}
          value={timeZone ?? ""}
          options={[
            { value: "", label: t("siteTimeZone", { timeZone: siteTimeZone }) },
            ...timeZones(timeZone).map((value) => ({ value, label: value })),
          ]}
          problem={problemAt("timeZone")}
          onValue={(value) => edit({ timeZone: value === "" ? null : value }, "timeZone")}
        />
      )}
    </>
  );
}

/** Of a zone there are several names, of which browsers list one. */
function timeZones(chosen: string | null): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return chosen === null || all.includes(chosen) ? all : [chosen, ...all];
}
