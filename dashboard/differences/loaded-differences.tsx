import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ChangeList } from "./change-list.tsx";
import { t } from "./messages.ts";
import { useWording } from "./use-wording.ts";

/** What makes one configuration of another. @param from, to drafts, live, or the number of a version. */
export function LoadedDifferences({ from, to }: { from: string; to: string }) {
  const { site } = useSite();
  const wording = useWording();
  const { loaded, reload } = useLoad(`${site.id} ${from} ${to}`, () =>
    api("GET /differences?site=:site", { site: site.id, query: { from, to } }),
  );
  const { data, error } = loaded.value;
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (data === undefined) return <Skeleton lines={2} />;
  if (data.changes.length === 0) return <p>{t("same")}</p>;
  return (
    <>
      <ChangeList changes={data.changes} detailed={data.changes} wording={wording} />
      {data.more > 0 && <p class="hint">{t("more", { count: data.more })}</p>}
    </>
  );
}
