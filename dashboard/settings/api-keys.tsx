import { useSignal } from "@preact/signals";
import type { ApiKey } from "../../model/api-key.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { ApiKeyRow } from "./api-key-row.tsx";
import { attempt } from "./attempt.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { t } from "./messages.ts";
import { NewKeyForm } from "./new-key-form.tsx";
import { Part } from "./part.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { useWhen } from "./when.ts";

/** The keys of the site that is chosen. */
export function ApiKeys() {
  const { site } = useSite();
  const when = useWhen();
  const { loaded, reload } = useLoad(site.id, () => loadKeys(site.id));
  const made = useSignal<{ key: ApiKey; secret: string } | null>(null);
  const revoking = useSignal<ApiKey | null>(null);
  const { data, error } = loaded.value;
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (data === undefined) return <Skeleton lines={6} />;

  const used = ({ lastUsedAt }: ApiKey) =>
    lastUsedAt === null ? t("neverUsed") : t("usedAt", { when: when(lastUsedAt) });
  const revoke = async ({ id, name }: ApiKey) => {
    revoking.value = null;
    const revoked = await attempt(() => api("DELETE /keys/:id?site=:site", { id, site: site.id }));
    if (revoked === undefined) return;
    announce("done", t("keyRevoked", { name }));
    reload();
  };
  const onMade = (answer: { key: ApiKey; secret: string }) => {
    made.value = answer;
    reload();
  };
  return (
    <>
      <Part title={t("keys")} intro={t("keysIntro", { site: site.name })}>
        {data.keys.length === 0 ? (
          <p>{t("noKeys")}</p>
        ) : (
          <ul class="settings-rows" aria-label={t("keysList")}>
            {data.keys.map((key) => (
              <ApiKeyRow
                key={key.id}
                apiKey={key}
                by={data.names.get(key.createdBy) ?? key.createdBy}
                used={used(key)}
                onRevoke={() => (revoking.value = key)}
              />
            ))}
          </ul>
        )}
      </Part>
      <NewKeyForm site={site.id} onMade={onMade} />
      {made.value !== null && (
        <ShownOnce
          title={t("keyTitle", { name: made.value.key.name })}
          body={t("keyBody")}
          secret={made.value.secret}
          onClose={() => (made.value = null)}
        />
      )}
      {revoking.value !== null && (
        <ConfirmDialog
          title={t("revokeTitle", { name: revoking.value.name })}
          body={t("revokeBody", { used: used(revoking.value) })}
          keep={t("keepKey")}
          go={t("yesRevoke")}
          busy={false}
          onClose={() => (revoking.value = null)}
          onGo={() => revoking.value !== null && void revoke(revoking.value)}
        />
      )}
    </>
  );
}

async function loadKeys(site: string) {
  const [{ keys }, { users }] = await Promise.all([api("GET /keys?site=:site", { site }), api("GET /users")]);
  return { keys, names: new Map(users.map(({ id, name }) => [id, name])) };
}
