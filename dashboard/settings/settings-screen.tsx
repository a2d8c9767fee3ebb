import "./settings.css";
import { useRoute } from "preact-iso";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { user } from "../session/session.ts";
import { NotFoundScreen } from "../shell/not-found-screen.tsx";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { t } from "./messages.ts";
import { MySignIn } from "./my-sign-in.tsx";
import { People } from "./people.tsx";

/** Its parts, by the last word of their addresses. */
const parts = [
  { path: "", name: "me", content: MySignIn, onlyOwners: false },
  { path: "people", name: "people", content: People, onlyOwners: true },
  { path: "keys", name: "keys", content: ApiKeys, onlyOwners: true },
] as const;

/** `/settings`: how one signs in, who else does, and what programs may do. */
export function SettingsScreen() {
  const { params } = useRoute();
  const { href } = useSite();
  const asked = params["part"] ?? "";
  const part = parts.find(({ path }) => path === asked);
  if (part === undefined) return <NotFoundScreen />;
  const isOwner = user.value?.role === "owner";
  return (
    <div class="screen settings">
      <PageHeading key={part.path} title={`${t(part.name)} · ${t("title")}`}>
        {t("title")}
      </PageHeading>
      {isOwner && (
        <nav aria-label={t("parts")}>
          <ul class="settings-parts">
            {parts.map(({ path, name }) => (
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
      {part.onlyOwners && !isOwner ? <p>{t("forOwners")}</p> : <part.content key={part.path} />}
      <SignInAgain />
    </div>
  );
}
