import { changeId } from "../../model/change-id.ts";
import type { Event } from "../../model/event.ts";
import { ExposureEvent, isExposureName } from "../../model/exposure-event.ts";
import { check } from "../../model/problem.ts";
import { AnswerError } from "../answer/error.ts";
import type { Deciding } from "../decide/compile-rules.ts";

/**
 * What is wrong with an event that browsers send about rules; nothing where it is about something else.
 * @throws AnswerError where it is not known now which rules are live: then the sender keeps its events.
 */
export function exposureProblem(event: Event, deciding: Deciding | undefined): string | undefined {
  const isTrigger = event.name === "ew_triggered";
  if (!isTrigger && !isExposureName(event.name)) return undefined;
  if (deciding === undefined)
    throw new AnswerError(
      "temporarily_unavailable",
      "It is not known now which rules are live. Please send the events again.",
    );
  if (isTrigger) return triggerProblem(event, deciding);
  const checked = check(ExposureEvent, event);
  if (!checked.ok) return checked.problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
  const { name, params } = checked.value;
  const variant = deciding.byId.get(params.rule)?.rule.variants.find(({ id }) => id === params.variant);
  if (variant === undefined) return "params.rule: No such rule is live, or it has no such variant.";
  if (name === "ew_exposed" || variant.changes.some((change) => changeId(change) === params.change))
    return undefined;
  return "params.change: This variant has no such change.";
}

/** The offer of a rule was shown, for which it had waited on the page. */
function triggerProblem({ params: { rule } }: Event, { byId }: Deciding): string | undefined {
  const waits = typeof rule === "string" && (byId.get(rule)?.rule.trigger ?? null) !== null;
  return waits ? undefined : "params.rule: No such rule is live, or it waits for nothing.";
}

/** The events of those that are about rules, as what is counted of them. */
export function exposuresAmong(events: readonly Event[]): ExposureEvent[] {
  return events.flatMap((event) => {
    const checked = check(ExposureEvent, event);
    return checked.ok ? [checked.value] : [];
  });
}
