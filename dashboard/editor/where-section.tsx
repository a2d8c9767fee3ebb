import { t } from "./messages.ts";

/** On which pages the rule works. */
export function WhereSection({ pages }: { pages: readonly string[] }) {
  return (
    <section class="card" id="where" tabIndex={-1} aria-labelledby="where-title">
      <h2 id="where-title">{t("whereTitle")}</h2>
      <p>{t("wherePages", { count: pages.length })}</p>
      <ul class="pages">
        {pages.map((page) => (
          <li key={page}>
            <code>{page}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
