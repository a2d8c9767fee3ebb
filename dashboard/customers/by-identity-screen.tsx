import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import type { ProfileSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { PersonRow } from "./person-row.tsx";

/**
 * `/customers/by/:type/:value`, as a call centre's screen opens it: the customer whom this names. The address gives way to
 * the customer's own, so that what names them stays in nobody's history.
 */
export function ByIdentityScreen({ type, value }: { type: string; value: string }) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const { loaded, reload } = useLoad("by", () => named(site.id, `${type.toLowerCase()}:${value.trim()}`));
  const { data, error } = loaded.value;
  const [only, ...others] = data?.profiles ?? [];
  const target = only === undefined || others.length > 0 ? null : href(`/customers/${only.id}`);
  useEffect(() => {
    if (target !== null) route(target, true);
  }, [target]);
  return (
    <div class="screen customer">
      <a class="back-link" href={href("/customers")}>
        <BackIcon />
        {t("back")}
      </a>
      <PageHeading title={t("one")} />
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {error === undefined && (data === undefined || target !== null) && <Skeleton lines={6} />}
      {data?.profiles.length === 0 && (
        <EmptyState title={t("unknownTitle")}>
          <p>{t("unknownIdentity")}</p>
        </EmptyState>
      )}
      {others.length > 0 && (
        <>
          <p>{t("severalNamed")}</p>
          <ul class="rules" aria-label={t("title")}>
            {(data?.profiles ?? []).map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A type, and a value in one line. Whatever else is asked for would be looked for among names, and find somebody else. */
const identity = /^[a-z][a-z0-9_-]{0,39}:\S.*$/;

async function named(site: string, q: string): Promise<{ profiles: readonly ProfileSummary[] }> {
  if (!identity.test(q)) return { profiles: [] };
  return api("POST /profiles/search?site=:site", { site, body: { q } });
}
