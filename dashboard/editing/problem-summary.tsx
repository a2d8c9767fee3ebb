import type { Kind } from "../../model/configuration.ts";
import { languageName } from "../text/language-name.ts";
import { pathInDocument, type Editing } from "./editing.ts";
import { t } from "./messages.ts";

/** A problem in a translation may stand in a language that is not the one on the page. */
function summary(path: string, message: string): string {
  const language = /^translations\.([^.]+)/.exec(path)?.[1];
  return language === undefined ? message : t("problemIn", { language: languageName(language), message });
}

/** How many things are wrong, and those in full that no field on the page could show. */
export function ProblemSummary({
  editings,
  hasField,
}: {
  editings: readonly Pick<Editing<Kind>, "problems">[];
  /** Whether the path in the document has a field that shows its problem beside it. */
  hasField: (path: string) => boolean;
}) {
  const problems = editings.flatMap((editing) =>
    editing.problems.value.map((problem) => ({ ...problem, path: pathInDocument(problem) })),
  );
  if (problems.length === 0) return null;
  const elsewhere = problems.filter(({ path }) => !hasField(path));
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
