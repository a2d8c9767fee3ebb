import { language } from "./language.ts";
import { inEnglish } from "./translated.ts";

let arriving = Promise.resolve();

/** Settles once every room that was loaded so far has its words in the reader's language, or cannot have them. */
export function arrived(): Promise<void> {
  if (language === "it") {
    arriving = arriving
      .then(() => import("./italian.ts"))
      .then(({ putItalian }) => putItalian(inEnglish.splice(0)))
      // What cannot be had stays English.
      .catch(() => {});
  }
  return arriving;
}
