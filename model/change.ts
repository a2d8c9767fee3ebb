import * as v from "valibot";
import { SetAttribute, SetImage, SetLink } from "./change/attribute-changes.ts";
import { InsertHtml, ReplaceHtml, SetHtml, SetText } from "./change/content-changes.ts";
import { Redirect } from "./change/redirect.ts";
import { AddStyles, SetClass, SetStyle } from "./change/style-changes.ts";
import { Identifier } from "./identifier.ts";
import { Position } from "./placement.ts";
import { Selector } from "./selector.ts";

const InsertOffer = v.object({
  type: v.literal("insertOffer"),
  placement: Identifier,
  offer: Identifier,
});

const Hide = v.object({ type: v.literal("hide"), selector: Selector });

const Remove = v.object({ type: v.literal("remove"), selector: Selector });

/** The first element that is found goes to the first that `to` finds. */
const Move = v.object({ type: v.literal("move"), selector: Selector, to: Selector, position: Position });

const changes = [
  SetText,
  SetHtml,
  SetAttribute,
  SetClass,
  SetStyle,
  SetImage,
  SetLink,
  InsertHtml,
  ReplaceHtml,
  Remove,
  Hide,
  Move,
  InsertOffer,
  AddStyles,
  Redirect,
] as const;

/** One edit of a page. */
export const Change = v.variant(
  "type",
  changes,
  "A change's type is setText, setHtml, setAttribute, setClass, setStyle, setImage, setLink, insertHtml, replaceHtml, remove, hide, move, insertOffer, addStyles or redirect.",
);
export type Change = v.InferOutput<typeof Change>;
