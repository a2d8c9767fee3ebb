import type { Api } from "../../worker/api/contract.ts";
import { deed, t, turn } from "./messages.ts";

export type Entry = Api["GET /audit?site=:site"]["answer"]["entries"][number];

/** What was done, in a sentence whose {who} and {what} are texts or elements. */
export function deedSentence<Value>({ what, before, after }: Entry, values: { who: Value; what: Value }) {
  switch (what) {
    case "rule.switched":
    case "site.switched":
      return turn.parts(`${what}.${after?.["on"] === true ? "on" : "off"}`, values);
    case "site.saved":
      return before === null ? turn.parts("site.added", values) : deed.parts(what, values);
    default:
      return deed.parts(what, values);
  }
}

/** What it was done to, as people call it. */
export function nameOfThing({ about }: Entry, site: { id: string; name: string }): string {
  if (about.kind === "version" && about.id !== "")
    return [t("version", { version: about.id }), about.name].filter(Boolean).join(": ");
  if (about.kind === "site" && about.id === site.id) return about.name || site.name;
  if (about.kind === "profile" && about.id === "") return t("erased");
  return about.name || about.id || t("nameless");
}
