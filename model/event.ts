import * as v from "valibot";

/** As in GA4 (`page_view`, `view_item`, `add_to_cart`, `purchase` …), or a name of the site's own. */
export const EventName = v.pipe(
  v.string("An event's name is text."),
  v.regex(
    /^[A-Za-z][A-Za-z0-9_]{0,39}$/,
    "An event's name is 1 to 40 letters, digits and underscores, starting with a letter.",
  ),
);

/** Of a parameter that is text. */
export const mostTextCharacters = 1000;
/** Of one item's parameters. */
export const mostNameCharacters = 40;
export const mostParams = 50;
export const mostItems = 200;
export const mostItemParams = 40;

const Scalar = v.union([
  v.pipe(v.string(), v.maxLength(mostTextCharacters)),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
  v.null(),
]);

/** One article of a commerce event, with GA4's names: `item_id`, `item_name`, `item_category`, `price`, `quantity` … */
export const Item = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(mostNameCharacters)), Scalar),
  v.maxEntries(mostItemParams),
);

const Params = v.pipe(
  v.objectWithRest({ items: v.optional(v.pipe(v.array(Item), v.maxLength(mostItems))) }, Scalar),
  v.check(
    (params) => Object.keys(params).length <= mostParams,
    `An event has at most ${mostParams} parameters.`,
  ),
);

/** Something that happened. */
export const Event = v.object({
  /** Given by the sender, once; the same id is the same event, however often it arrives. */
  id: v.pipe(
    v.string("An event's id is text."),
    v.regex(/^[A-Za-z0-9_-]{8,64}$/, "An event's id is 8 to 64 letters, digits, - and _."),
  ),
  name: EventName,
  /** When it happened by the sender's clock, in ms since 1970. */
  timeMs: v.pipe(v.number("An event's time is a number."), v.integer(), v.minValue(0)),
  params: v.optional(Params, {}),
});
export type Event = v.InferOutput<typeof Event>;

/** True where the event, or one of its items, has every parameter of `where` with exactly that value. */
export function eventMatches(params: Event["params"], where: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(
    ([name, value]) => params[name] === value || (params.items ?? []).some((item) => item[name] === value),
  );
}
