import { pathInDocument, type Editing } from "./editing.ts";
import { t } from "./messages.ts";

/** The paths that have a field of their own, which shows its problem beside it. */
const paths =
  /^(name|headline|text|button\.(label|link)|variants\[\d+\]\.changes\[\d+\]\.(text|html|value))$/;

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
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
