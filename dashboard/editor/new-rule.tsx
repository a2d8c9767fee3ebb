import "../rules/rules.css";
import "../editing/editing.css";
import "./editor.css";
import { useLoad } from "../api/use-load.ts";
import { useOpenSaved } from "../editing/use-open-saved.ts";
import { useSite } from "../shell/site.ts";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { newEditor, refresh } from "./load-editor.ts";
import { t } from "./messages.ts";
import { RuleEditor } from "./rule-editor.tsx";

/** A rule of which nothing is said yet, in its editor. It is on no server before it is saved. */
export function NewRule() {
  const { site } = useSite();
  const onSaved = useOpenSaved("/rules");
  const { loaded, reload } = useLoad(site.id, () => newEditor(site.id), refresh);
  const { data, error } = loaded.value;
  if (data === undefined)
    return (
      <>
        <PageHeading title={t("newTitle")} />
        {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
      </>
    );
  return <RuleEditor data={data} onSaved={onSaved} />;
}
