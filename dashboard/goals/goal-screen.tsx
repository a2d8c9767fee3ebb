import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { GoalEditor } from "./goal-editor.tsx";
import { loadGoal } from "./load-goal.ts";
import { t } from "./messages.ts";

/** `/goals/:id` */
export function GoalScreen({ id }: { id: string }) {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(
    `goal ${id}`,
    () => loadGoal(site.id, id),
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href("/goals")}>
        <BackIcon />
        {t("title")}
      </a>
      {data === undefined ? (
        <>
          <PageHeading title={t("one")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        <GoalEditor data={data} />
      )}
    </div>
  );
}
