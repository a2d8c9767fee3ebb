import type { Trigger } from "../../model/trigger.ts";

/** What can be chosen, with the measures that most want. */
export const momentsToChoose: readonly Trigger[] = [
  { type: "exitIntent" },
  { type: "dwell", seconds: 30 },
  { type: "scroll", percent: 50 },
  { type: "elementSeen", selector: "" },
  { type: "idle", seconds: 30 },
  { type: "cartIdle", minutes: 10 },
  { type: "rageClick" },
  { type: "copy" },
];

/** The part of a trigger that is written: how long, how deep, which element. Its text is empty until something is. */
export interface Measure {
  field: "seconds" | "percent" | "minutes" | "selector";
  text: string;
}

/** `null` where the moment has no measure. */
export function measureOf(trigger: Trigger): Measure | null {
  switch (trigger.type) {
    case "dwell":
    case "idle":
      return { field: "seconds", text: textOf(trigger.seconds) };
    case "scroll":
      return { field: "percent", text: textOf(trigger.percent) };
    case "cartIdle":
      return { field: "minutes", text: textOf(trigger.minutes) };
    case "elementSeen":
      return { field: "selector", text: trigger.selector };
    default:
      return null;
  }
}

/** The same trigger with what was typed as its measure: of numbers the digits. */
export function withMeasure(trigger: Trigger, text: string): Trigger {
  const field = measureOf(trigger)?.field;
  if (field === undefined) return trigger;
  return { ...trigger, [field]: field === "selector" ? text : Number(text.replace(/\D/g, "")) };
}

function textOf(number: number): string {
  return number === 0 ? "" : String(number);
}
