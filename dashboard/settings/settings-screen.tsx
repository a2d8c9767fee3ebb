import "./settings.css";
import { ErrorBoundary, useRoute } from "preact-iso";
import { late } from "../text/late.ts";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { user } from "../session/session.ts";
import { NothingHere } from "../shell/late-nothing-here.ts";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { t } from "./messages.ts";
import { MySignIn } from "./my-sign-in.tsx";
import { People } from "./people.tsx";

const Audit = late(() => import("../audit/audit.tsx").then((module) => module.Audit));
const SiteSettings = late(() =>
  import("../site-settings/site-settings.tsx").then((module) => module.SiteSettings),
);

/** Its parts, by the last word of their addresses. */
const parts = [
  { path: "", name: "me", content: MySignIn, who: "everybody" },
  { path: "site", name: "site", content: SiteSettings, who: "editors" },
  { path: "people", name: "people", content: People, who: "owners" },
  { path: "keys", name: "keys", content: ApiKeys, who: "owners" },
  { path: "audit", name: "audit", content: Audit, who: "editors" },
] as const;

/** `/settings`: how one signs in, the shop, who else works with it, what programs may do, and who changed what. */
export function SettingsScreen() {
  const { params } = useRoute();
  const { href } = useSite();
  const asked = params["part"] ?? "";
  const part = parts.find(({ path }) => path === asked);
  if (part === undefined) return <NothingHere />;
  const may = {
    everybody: true,
    editors: mayChange(),
    owners: user.value?.role === "owner",
  };
  const shown = parts.filter(({ who }) => may[who]);
  return (
    <div class="screen settings">
      <PageHeading key={part.path} title={`${t(part.name)} · ${t("title")}`}>
        {t("title")}
      </PageHeading>
      {shown.length > 1 && (
        <nav aria-label={t("parts")}>
          <ul class="settings-parts">
            {shown.map(({ path, name }) => (
              <li key={path}>
                <a
                  href={href(path === "" ? "/settings" : `/settings/${path}`)}
                  aria-current={path === asked ? "page" : undefined}
                >
                  {t(name)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {may[part.who] ? (
        <ErrorBoundary>
          <part.content key={part.path} />
        </ErrorBoundary>
      ) : (
        <p>{t(part.who === "editors" ? "forEditors" : "forOwners")}</p>
      )}
      <SignInAgain />
      <LeaveDialog />
    </div>
  );
}
