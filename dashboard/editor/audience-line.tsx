import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { api } from "../api/api.ts";
import { draftsEpoch } from "../publish/drafts-epoch.ts";
import { useSite } from "../shell/site.ts";
import { type Audience, audienceText } from "./audience-text.ts";
import { t } from "./messages.ts";

/** Whoever is still typing is not counted for. */
const pauseMs = 400;

/** What was asked for, and what came of it; without an audience, it could not be counted. */
interface Answered {
  question: string;
  audience: Audience | undefined;
}

/** How many people a condition is about. An answer is only ever shown for the condition that was asked about. */
export function AudienceLine({ condition }: { condition: ConditionDocument }) {
  const { site } = useSite();
  const answered = useSignal<Answered | undefined>(undefined);
  // Segments that it asks for may be others after drafts were replaced.
  const question = canonicalJson([site.id, condition, draftsEpoch.value]);
  useEffect(() => {
    const settle = (audience: Audience | undefined) => (answered.value = { question, audience });
    const ask = () => api("POST /segments/audience?site=:site", { site: site.id, body: { condition } });
    const timer = setTimeout(() => void ask().then(settle, () => settle(undefined)), pauseMs);
    return () => clearTimeout(timer);
  }, [question]);
  const known = answered.value?.question === question ? answered.value : undefined;
  return (
    <div class="audience" role="status">
      {sentencesOf(known).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

function sentencesOf(answered: Answered | undefined): string[] {
  if (answered === undefined) return [t("audienceCounting")];
  return answered.audience === undefined ? [t("audienceUnknown")] : audienceText(answered.audience);
}
