import type { ComponentChildren } from "preact";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { audienceText } from "./audience-text.ts";
import { t } from "./messages.ts";
import { type Counted, useAudience } from "./use-audience.ts";

export interface AudienceLineProps {
  condition: ConditionDocument;
  /** What else is to be said of them, where somebody of them was here of late. */
  children?: ComponentChildren;
}

/** How many people a condition is about. */
export function AudienceLine({ condition, children }: AudienceLineProps) {
  const counted = useAudience(condition);
  return (
    <div class="audience" role="status">
      {sentencesOf(counted).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {(counted?.audience?.reachable7d ?? 0) > 0 && children}
    </div>
  );
}

function sentencesOf(counted: Counted | undefined): string[] {
  if (counted === undefined) return [t("audienceCounting")];
  return counted.audience === undefined ? [t("audienceUnknown")] : audienceText(counted.audience);
}
