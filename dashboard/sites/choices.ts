import { locale } from "../text/language.ts";
import { t } from "./messages.ts";

interface Choice {
  value: string;
  label: string;
}

/** Every currency that the browser knows, by its ISO 4217 code. */
export function currencies(): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: t("currencyOption", { code, name: names.of(code) ?? code }),
  }));
}

/** Every IANA time zone that the browser knows; it leaves out UTC, and may be in one that it does not list. */
export function timeZones(): Choice[] {
  const zones = new Set([...Intl.supportedValuesOf("timeZone"), browserTimeZone(), "UTC"]);
  return [...zones].toSorted().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

/** The time zone that the browser is in. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
