import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { DraftRow } from "../editing/draft-row.tsx";
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

function SegmentRow({ draft, references }: { draft: Draft<"segments">; references: DescribeOptions }) {
  return (
    <DraftRow draft={draft} path="/segments">
      <p class="sentence">{capitalised(describeCondition(draft.document.condition, references))}.</p>
    </DraftRow>
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
