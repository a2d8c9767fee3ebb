import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { api } from "../api/api.ts";
import { draftsEpoch } from "../publish/drafts-epoch.ts";
import { useSite } from "../shell/site.ts";
import type { Audience } from "./audience-text.ts";

/** Whoever is still typing is not counted for. */
const pauseMs = 400;

/** What was asked for, and what came of it; without an audience, it could not be counted. */
export interface Counted {
  question: string;
  audience: Audience | undefined;
}

/**
 * Asks how many people a condition is about. An answer is only ever given for the condition that was asked about.
 * @returns nothing as long as they are counted.
 */
export function useAudience(condition: ConditionDocument): Counted | undefined {
  const { site } = useSite();
  const counted = useSignal<Counted | undefined>(undefined);
  // Segments that it asks for may be others after drafts were replaced.
  const question = canonicalJson([site.id, condition, draftsEpoch.value]);
  useEffect(() => {
    const settle = (audience: Audience | undefined) => (counted.value = { question, audience });
    const ask = () => api("POST /segments/audience?site=:site", { site: site.id, body: { condition } });
    const timer = setTimeout(() => void ask().then(settle, () => settle(undefined)), pauseMs);
    return () => clearTimeout(timer);
  }, [question]);
  return counted.value?.question === question ? counted.value : undefined;
}
