import type { VNode } from "preact";
import type { Api } from "../../worker/api/contract.ts";
import { FieldList } from "../differences/field-list.tsx";
import { placeOf } from "../differences/place-of.ts";
import type { Wording } from "../differences/words-of.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { auditPath } from "./audit-filter.ts";
import { deed, t, turn } from "./messages.ts";

type Entry = Api["GET /audit?site=:site"]["answer"]["entries"][number];

/** One thing that was done, in a sentence; behind it what it was before and after. */
export function AuditRow({ entry, wording }: { entry: Entry; wording: Wording }) {
  const { site, href } = useSite();
  const { at, by, what, about, before, after } = entry;
  const name = nameOf(entry, site);
  const place = what.endsWith(".deleted") ? undefined : placeOf(about.kind, about.id);
  const who = <a href={href(auditPath({ by: by.id }))}>{by.name}</a>;
  const thing =
    about.id === "" ? (
      <strong>{name}</strong>
    ) : (
      <a href={href(auditPath({ kind: about.kind, id: about.id }))}>{name}</a>
    );
  return (
    <li>
      <p>{sentenceOf(entry, { who, what: thing })}</p>
      <p class="hint">
        <time dateTime={at}>{describeMoment(at, site.timeZone, new Date())}</time>
        {place !== undefined && <a href={href(place)}>{t("open", { name })}</a>}
      </p>
      {(before !== null || after !== null) && (
        <details>
          <summary aria-label={`${t("details")}: ${name}`}>{t("details")}</summary>
          <FieldList before={before} after={after ?? {}} wording={wording} />
        </details>
      )}
    </li>
  );
}

function sentenceOf({ what, after }: Entry, values: { who: VNode; what: VNode }) {
  if (what !== "rule.switched" && what !== "site.switched") return deed.parts(what, values);
  return turn.parts(`${what}.${after?.["on"] === true ? "on" : "off"}`, values);
}

function nameOf({ about }: Entry, site: { id: string; name: string }): string {
  if (about.kind === "version" && about.id !== "")
    return [t("version", { version: about.id }), about.name].filter(Boolean).join(": ");
  if (about.kind === "site" && about.id === site.id) return about.name || site.name;
  if (about.kind === "profile" && about.id === "") return t("erased");
  return about.name || about.id || t("nameless");
}
