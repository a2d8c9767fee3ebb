import * as v from "valibot";

const TimeMs = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How many rules are remembered in each part, the latest ones: all of it travels in a cookie. */
export const mostRemembered = 40;

/** What is remembered of one visitor and the rules: which variant they have, what they were shown and dismissed. */
export const RuleMemory = v.object({
  /** The variant of each rule that hashing once gave them; it is kept whatever the weights are now. */
  variants: v.record(v.string(), v.string()),
  /** By rule: when it was shown on this device, in ms since 1970, the oldest first. Only where a limit asks for it. */
  shownAtMs: v.record(v.string(), v.array(TimeMs)),
  /** The same on this person's other devices. */
  shownElsewhereAtMs: v.record(v.string(), v.array(TimeMs)),
  /** By rule: when its offer was last dismissed. */
  dismissedAtMs: v.record(v.string(), TimeMs),
});
export type RuleMemory = v.InferOutput<typeof RuleMemory>;

export const nothingRemembered: RuleMemory = {
  variants: {},
  shownAtMs: {},
  shownElsewhereAtMs: {},
  dismissedAtMs: {},
};
