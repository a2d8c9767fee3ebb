import { translated } from "../text/translated.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { useSite } from "./site.ts";

export const t = translated("nothing-here", {
  shopTitle: "No shop yet",
  shop: "This account has no shop. Ask an owner to add one.",
  rulesTitle: "No rules yet",
  rules: "A rule says who sees what on which pages.",
  pageTitle: "There is no such page",
  page: "The address may be mistyped, or what was here is gone.",
  toHome: "To the home page",
});

export interface NothingHereProps {
  /** What there is none of; a page, unless given. */
  what?: "shop" | "rules";
}

/** What few people see: no shop, no rules, or an address that leads nowhere. */
export function NothingHere({ what }: NothingHereProps) {
  return what === undefined ? (
    <NoPage />
  ) : (
    <EmptyState title={t(`${what}Title`)}>
      <p>{t(what)}</p>
    </EmptyState>
  );
}

function NoPage() {
  const { href } = useSite();
  return (
    <div class="screen">
      <PageHeading title={t("pageTitle")} />
      <p>{t("page")}</p>
      <p>
        <a href={href("/")}>{t("toHome")}</a>
      </p>
    </div>
  );
}
