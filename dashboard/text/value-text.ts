import { locale } from "./language.ts";
import { translated } from "./translated.ts";

export const t = translated("values", { yes: "yes", no: "no" });

/** A fact's or a trait's value as people read it; empty where there is none. */
export function valueText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return value.toLocaleString(locale, { maximumFractionDigits: 20 });
    case "boolean":
      return t(value ? "yes" : "no");
    case "object":
      if (value === null) return "";
      return Array.isArray(value) ? value.map(valueText).join(", ") : JSON.stringify(value);
    default:
      return "";
  }
}
