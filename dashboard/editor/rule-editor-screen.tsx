import "../rules/rules.css";
import "../editing/editing.css";
import "./editor.css";
import { useRoute } from "preact-iso";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { loadEditor, refresh } from "./load-editor.ts";
import { t } from "./messages.ts";
import { RuleEditor } from "./rule-editor.tsx";

/** `/rules/:id`: loads a rule with its offers, then lets it be edited. */
export function RuleEditorScreen() {
  const { params } = useRoute();
  const { site, href } = useSite();
  const id = params.id ?? "";
  const { loaded, reload } = useLoad(`${site.id}/${id}`, () => loadEditor(site.id, id), refresh);
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href("/rules")}>
        <BackIcon />
        {t("back")}
      </a>
      {data !== undefined ? (
        <RuleEditor data={data} />
      ) : (
        <>
          <PageHeading title={t("title")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      )}
    </div>
  );
}
