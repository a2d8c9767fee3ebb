import { FieldList } from "../differences/field-list.tsx";
import { placeOf } from "../differences/place-of.ts";
import type { Wording } from "../differences/words-of.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { auditPath } from "./audit-filter.ts";
import { deedSentence, type Entry, nameOfThing } from "./deed-sentence.ts";
import { t } from "./messages.ts";

/** One thing that was done, in a sentence; behind it what it was before and after. */
export function AuditRow({ entry, wording }: { entry: Entry; wording: Wording }) {
  const { site, href } = useSite();
  const { at, by, what, about, before, after } = entry;
  const name = nameOfThing(entry, site);
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
      <p>{deedSentence(entry, { who, what: thing })}</p>
      <p class="hint">
        <time dateTime={at}>{describeMoment(at, site.timeZone, new Date())}</time>
        {place !== undefined && (
          <a href={href(place)} aria-label={t("openOf", { name })}>
            {t("open")}
          </a>
        )}
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
