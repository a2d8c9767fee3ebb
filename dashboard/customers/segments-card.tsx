import type { DescribeOptions } from "../../model/condition/describe.ts";
import { ExplainedClauses, VerdictIcon } from "../conditions/explained-clauses.tsx";
import { verdictOf } from "../conditions/verdict.ts";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import type { ExplainedSegment } from "./load-customer.ts";
import { t } from "./messages.ts";

/** The segments that they are in, and those that they are not in, each with why. */
export function SegmentsCard({
  segments,
  references,
}: {
  segments: readonly ExplainedSegment[] | undefined;
  references: DescribeOptions;
}) {
  const { href } = useSite();
  return (
    <Part title={t("segments")}>
      {segments === undefined && <p class="hint">{t("segmentsUnknown")}</p>}
      {segments?.length === 0 && <p class="hint">{t("noSegments")}</p>}
      {segments !== undefined && segments.length > 0 && (
        <ul class="whys">
          {segments.map(({ id, name, explanation }) => {
            const verdict = verdictOf(explanation);
            return (
              <li key={id} class={`explained-${verdict}`}>
                <details>
                  <summary>
                    <VerdictIcon verdict={verdict} />
                    {t(`segment_${verdict}`, { segment: name })}
                  </summary>
                  <ExplainedClauses explanation={explanation} references={references} />
                  <a href={href(`/segments/${encodeURIComponent(id)}`)}>
                    {t("openSegment", { segment: name })}
                  </a>
                </details>
              </li>
            );
          })}
        </ul>
      )}
    </Part>
  );
}
