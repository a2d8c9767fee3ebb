import { changeId } from "../../model/change-id.ts";
import type { Event } from "../../model/event.ts";
import { ExposureEvent, heldOut, isExposureName, wholeSite } from "../../model/exposure-event.ts";
import { offerOfPin, pinVariant } from "../../model/pin-name.ts";
import { check } from "../../model/problem.ts";
import { watchedId } from "../../model/watched-change.ts";
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
  const pinned = offerOfPin(params.rule);
  if (pinned !== undefined) return pinProblem(checked.value, pinned, deciding);
  const rule = deciding.byId.get(params.rule)?.rule;
  const holdout = params.rule === wholeSite ? deciding.bundle.site.holdout : (rule?.holdout ?? 0);
  if (params.variant === heldOut && holdout > 0) return undefined;
  const variant = rule?.variants.find(({ id }) => id === params.variant);
  if (variant === undefined) return "params.rule: No such rule is live, or it has no such variant.";
  if (name === "ew_exposed" || params.change === watchedId) return undefined;
  if (variant.changes.some((change) => changeId(change) === params.change)) return undefined;
  return "params.change: This variant has no such change.";
}

/** A pinned offer is shown by no rule: what can be said of it is that it is in one of the placements that are live. */
function pinProblem(
  { name, params }: ExposureEvent,
  offer: string,
  { bundle: { configuration } }: Deciding,
): string | undefined {
  const isLive = configuration.offers.some(({ id }) => id === offer);
  if (!isLive || params.variant !== pinVariant) return "params.rule: No such offer is live.";
  const changes = configuration.placements.map(({ id }) =>
    changeId({ type: "insertOffer", placement: id, offer }),
  );
  return name === "ew_exposed" || changes.includes(params.change)
    ? undefined
    : "params.change: There is no such change.";
}

/** The offer of a rule was shown, for which it had waited on the page. */
function triggerProblem({ params: { rule, variant } }: Event, { byId }: Deciding): string | undefined {
  const live = typeof rule === "string" ? byId.get(rule)?.rule : undefined;
  if ((live?.trigger ?? null) === null) return "params.rule: No such rule is live, or it waits for nothing.";
  const isShown = variant === undefined || live?.variants.some(({ id }) => id === variant) === true;
  return isShown ? undefined : "params.variant: The rule has no such variant.";
}

/** The events of those that are about rules that were shown, as what is counted of them. */
export function exposuresAmong(events: readonly Event[]): ExposureEvent[] {
  return events.flatMap((event) => {
    const checked = check(ExposureEvent, event);
    return checked.ok && isOfShown(checked.value) ? [checked.value] : [];
  });
}

/** That somebody would have seen a rule, or that what they would have looked at is gone, says nothing of the rule's changes. */
function isOfShown({ params }: ExposureEvent): boolean {
  return params.variant !== heldOut && !("change" in params && params.change === watchedId);
}
