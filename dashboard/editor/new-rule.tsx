import "../rules/rules.css";
import "../editing/editing.css";
import "./editor.css";
import { useLocation } from "preact-iso";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { newEditor, refresh } from "./load-editor.ts";
import { t } from "./messages.ts";
import { RuleEditor } from "./rule-editor.tsx";

/** A rule of which nothing is said yet, in its editor. It is on no server before it is saved. */
export function NewRule() {
  const { site, href } = useSite();
  const { route } = useLocation();
  const { loaded, reload } = useLoad(site.id, () => newEditor(site.id), refresh);
  const { data, error } = loaded.value;
  if (data === undefined)
    return (
      <>
        <PageHeading title={t("newTitle")} />
        {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
      </>
    );
  return (
    <RuleEditor
      data={data}
      onSaved={(id) => {
        unsaved.value = false;
        route(href(`/rules/${encodeURIComponent(id)}`), true);
      }}
    />
  );
}
