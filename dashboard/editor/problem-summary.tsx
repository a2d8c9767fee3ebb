import { languageName } from "../text/language-name.ts";
import { pathInDocument, type Editing } from "./editing.ts";
import { t } from "./messages.ts";

/** The paths that have a field of their own, which shows its problem beside it. */
const paths =
  /^(name|value|cost|headline|text|button\.(label|link)|variants\[\d+\]\.changes\[\d+\]\.(text|html|value))$/;

/** A problem in a translation may stand in a language that is not the one on the page. */
function summary(path: string, message: string): string {
  const language = /^translations\.([^.]+)/.exec(path)?.[1];
  return language === undefined ? message : t("problemIn", { language: languageName(language), message });
}

/** How many things are wrong, and those in full that no field on the page could show. */
export function ProblemSummary({
  editings,
}: {
  editings: readonly (Editing<"rules"> | Editing<"offers">)[];
}) {
  const problems = editings.flatMap((editing) =>
    editing.problems.value.map((problem) => ({ ...problem, path: pathInDocument(problem) })),
  );
  if (problems.length === 0) return null;
  const elsewhere = problems.filter(({ path }) => !paths.test(path));
  return (
    <section class="notice notice-bad" role="alert">
      <p>{t("problems", { count: problems.length })}</p>
      {elsewhere.length > 0 && (
        <ul>
          {elsewhere.map(({ path, message }) => (
            <li key={path + message}>{summary(path, message)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
