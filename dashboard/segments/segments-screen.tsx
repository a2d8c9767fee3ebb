import { canonicalJson } from "../../model/canonical-json.ts";
import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { StatusBadge } from "../rules/status-badge.tsx";
import { useSite } from "../shell/site.ts";
import { capitalised } from "../text/capitalised.ts";
import { t } from "./messages.ts";

/** `/segments`: every segment of the site, by name, and whom it is about. */
export function SegmentsScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadSegments(site.id));
  const { data, error } = loaded.value;
  return (
    <DraftList
      words={{
        title: t("title"),
        intro: t("intro"),
        add: t("addSegment"),
        list: t("list"),
        emptyTitle: t("emptyTitle"),
        empty: t("empty"),
      }}
      addHref={href("/segments/new")}
      items={data?.segments}
      error={error}
      onRetry={reload}
      row={(draft) => (
        <SegmentRow key={draft.document.id} draft={draft} references={data?.references ?? {}} />
      )}
    />
  );
}

function SegmentRow({
  draft: { document, live },
  references,
}: {
  draft: Draft<"segments">;
  references: DescribeOptions;
}) {
  const { href } = useSite();
  const isChanged = live !== null && canonicalJson(live) !== canonicalJson(document);
  return (
    <li class="rule-row">
      <div class="rule-words">
        <div class="rule-title">
          <h2>
            <a href={href(`/segments/${encodeURIComponent(document.id)}`)}>{document.name}</a>
          </h2>
          <StatusBadge status={live === null ? "draft" : "live"} changed={isChanged} />
        </div>
        <p class="sentence">{capitalised(describeCondition(document.condition, references))}.</p>
      </div>
    </li>
  );
}

async function loadSegments(site: string) {
  const [{ segments }, references] = await Promise.all([
    api("GET /segments?site=:site", { site }),
    referenceNames(site),
  ]);
  return {
    segments: segments.toSorted((a, b) => a.document.name.localeCompare(b.document.name)),
    references,
  };
}
