import "./audit.css";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { Api } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useWording } from "../differences/use-wording.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { auditPath, filterOf, type AuditFilter } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditRow } from "./audit-row.tsx";
import { t } from "./messages.ts";

type Page = Api["GET /audit?site=:site"]["answer"];

/** Who changed what: all of it, or what the address asks for. */
export function Audit() {
  const { site, href } = useSite();
  const { query, route } = useLocation();
  const filter = filterOf(query);
  const { loaded, reload, set } = useLoad(`${site.id} ${auditPath(filter)}`, () => loadPage(site.id, filter));
  const { data, error } = loaded.value;
  return (
    <section class="card" aria-labelledby="audit-title">
      <div class="part-head">
        <h2 id="audit-title">{t("title")}</h2>
        <p class="lead">{t("intro")}</p>
      </div>
      <AuditFilters
        filter={filter}
        entries={data?.entries ?? []}
        onFilter={(next) => route(href(auditPath(next)))}
      />
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={6} />}
      {data?.entries.length === 0 && <p>{t("nothing")}</p>}
      {data !== undefined && data.entries.length > 0 && <Entries page={data} filter={filter} onMore={set} />}
    </section>
  );
}

function Entries(props: { page: Page; filter: AuditFilter; onMore: (page: Page) => void }) {
  const { page, filter, onMore } = props;
  const { site } = useSite();
  const wording = useWording();
  const busy = useSignal(false);
  const more = async (after: string) => {
    busy.value = true;
    try {
      const older = await loadPage(site.id, filter, after);
      onMore({ ...older, entries: [...page.entries, ...older.entries] });
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    }
    busy.value = false;
  };
  const { next } = page;
  return (
    <>
      <ul class="audit" aria-label={t("list")}>
        {page.entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} wording={wording} />
        ))}
      </ul>
      {next !== null && (
        <Button busy={busy.value} onClick={() => void more(next)}>
          {t("older")}
        </Button>
      )}
    </>
  );
}

function loadPage(site: string, filter: AuditFilter, after?: string): Promise<Page> {
  const query = after === undefined ? filter : { ...filter, after };
  return api("GET /audit?site=:site", { site, query });
}
