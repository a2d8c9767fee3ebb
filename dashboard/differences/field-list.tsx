import "./differences.css";
import { type Fields, fieldDifferences } from "./field-differences.ts";
import { t } from "./messages.ts";
import type { Wording } from "./words-of.ts";

/** What differs between two documents: each field with what it was, struck out, and what it is. */
export function FieldList(props: { before: Fields; after: Fields; wording: Wording }) {
  const rows = fieldDifferences(props.before, props.after, props.wording);
  if (rows.length === 0) return null;
  return (
    <dl class="field-list">
      {rows.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {before !== null && (
              <del>
                <span class="visually-hidden">{t("was")} </span>
                {before}
              </del>
            )}
            {after !== null && (
              <ins>
                <span class="visually-hidden">{t("is")} </span>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
