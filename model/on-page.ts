import * as v from "valibot";
import type { AppliedRule } from "./applied-change.ts";

/**
 * What the dashboard and a page that it shows in a frame say to each other, by a channel of their own. The page is the
 * shop's, whose scripts may say anything in its name: the dashboard checks every word, and believes none of it to be HTML.
 */

const ElementNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const Tag = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9:_.-]{0,60}$/i));
const Attributes = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(300))),
  v.check((attributes) => Object.keys(attributes).length <= 40),
);

/** An element that the shop's server sent: its stamp, its name, and its attributes as they were sent. */
const SentElement = v.tuple([v.pipe(v.string(), v.maxLength(100)), Tag, Attributes]);
export type SentElement = v.InferOutput<typeof SentElement>;

/** An element as people know it again. */
const Spot = v.object({
  tag: Tag,
  /** Its id or its first class, where it has any. */
  name: v.pipe(v.string(), v.maxLength(100)),
  /** As in its stamp; `null` where a script made it. */
  number: v.nullable(ElementNumber),
});
export type Spot = v.InferOutput<typeof Spot>;

const Picked = v.object({
  type: v.literal("picked"),
  /** From the outermost down to the element itself. */
  line: v.pipe(v.array(Spot), v.minLength(1), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(5000)),
  /** Whether nothing but text is in it. */
  isText: v.boolean(),
  attributes: Attributes,
  /** Everything on the page that the shop's server sent. */
  sent: v.pipe(v.array(SentElement), v.maxLength(20_000)),
});
export type Picked = v.InferOutput<typeof Picked>;

export const FromFrame = v.variant("type", [
  Picked,
  /** What the keyboard is at, before it is picked. */
  v.object({ type: v.literal("at"), spot: Spot }),
  /** Nothing is picked any more. */
  v.object({ type: v.literal("left") }),
  /** What selectors find at the edge; `null` where that could not be found out. */
  v.object({
    type: v.literal("found"),
    question: v.number(),
    found: v.nullable(v.pipe(v.array(v.pipe(v.array(ElementNumber), v.maxLength(20_000))), v.maxLength(20))),
  }),
]);
export type FromFrame = v.InferOutput<typeof FromFrame>;

/** The first word, with the port of the channel: said to the window around the frame. */
export const Opened = v.object({
  type: v.literal("ew-opened"),
  /** The page's path and query. */
  page: v.pipe(v.string(), v.startsWith("/"), v.maxLength(2000)),
  title: v.pipe(v.string(), v.maxLength(1000)),
});
export type Opened = v.InferOutput<typeof Opened>;

export type ToFrame =
  /** Whether a click picks what it is on; else the shop works as ever. */
  | { type: "mode"; picks: boolean }
  /** What is changed on the page from now on. */
  | { type: "show"; rules: readonly AppliedRule[] }
  /** Picks what is around the picked element, so many levels up. */
  | { type: "up"; levels: number }
  | { type: "find"; question: number; selectors: readonly string[] };
