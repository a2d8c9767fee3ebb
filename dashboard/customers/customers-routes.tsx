import "../rules/rules.css";
import "../editing/editing.css";
import "./customers.css";
import { useLocation } from "preact-iso";
import { useSite } from "../shell/site.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { ByIdentityScreen } from "./by-identity-screen.tsx";
import { CustomerScreen } from "./customer-screen.tsx";
import { CustomersScreen } from "./customers-screen.tsx";
import { decoded } from "./decoded.ts";
import { maySeeCustomers } from "./may.ts";
import { t } from "./messages.ts";

/** `/customers`, `/customers/:id`, and `/customers/by/:type/:value`, whose value may hold anything. */
export function CustomersRoutes() {
  const { path } = useLocation();
  const { site } = useSite();
  if (!maySeeCustomers())
    return (
      <div class="screen">
        <PageHeading title={t("title")} />
        <EmptyState title={t("notForYouTitle")}>
          <p>{t("notForYou")}</p>
        </EmptyState>
      </div>
    );
  const [, , first, type, value] = path.split("/");
  if (first === undefined) return <CustomersScreen key={site.id} />;
  if (first === "by" && type !== undefined && value !== undefined)
    return <ByIdentityScreen key={`${site.id}${path}`} type={decoded(type)} value={decoded(value)} />;
  return <CustomerScreen key={`${site.id}/${first}`} id={decoded(first)} />;
}
