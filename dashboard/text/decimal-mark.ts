import { locale } from "./language.ts";

/** Between a whole number and its fraction: "." in English, "," in Italian. */
export const decimalMark = (0.5).toLocaleString(locale).charAt(1);
