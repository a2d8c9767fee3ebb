import { PageHeading } from "../ui/page-heading.tsx";
import { t } from "./messages.ts";
import { useSite } from "./site.ts";

/** For addresses that lead nowhere. */
export function NotFoundScreen() {
  const { href } = useSite();
  return (
    <div class="screen">
      <PageHeading title={t("notFoundTitle")} />
      <p>{t("notFound")}</p>
      <p>
        <a href={href("/rules")}>{t("backToRules")}</a>
      </p>
    </div>
  );
}
