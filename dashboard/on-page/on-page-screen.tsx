import "../editing/editing.css";
import "./on-page.css";
import { useRoute } from "preact-iso";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { loadPageEditor } from "./load-page-editor.ts";
import { t } from "./messages.ts";
import { PageEditor } from "./page-editor.tsx";

/** `/rules/:id/page`: the shop in a frame, where a rule's changes are made on the page itself. */
export function OnPageScreen() {
  const { params } = useRoute();
  const { site, href } = useSite();
  const id = params.id ?? "";
  const { loaded, reload } = useLoad(
    `${site.id}/${id}`,
    () => loadPageEditor(site.id, id),
    // What is done here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ rule }) => void rule.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor on-page">
      <a class="back-link" href={href(`/rules/${encodeURIComponent(id)}`)}>
        <BackIcon />
        {t("back")}
      </a>
      {data !== undefined ? (
        <PageEditor key={`${site.id}/${id}`} data={data} />
      ) : (
        <>
          <PageHeading title={t("title")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      )}
    </div>
  );
}
