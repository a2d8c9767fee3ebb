import * as v from "valibot";
import { Identifier, Name } from "./identifier.ts";
import { positions } from "./positions.ts";
import { Selector } from "./selector.ts";

export const Position = v.picklist(positions, "A position is before, after, start or end.");
export type Position = v.InferOutput<typeof Position>;

/** A named place on pages where an offer can go: next to, or inside, the element that the selector finds. */
export const Placement = v.object({
  id: Identifier,
  name: Name,
  selector: Selector,
  position: Position,
});
export type Placement = v.InferOutput<typeof Placement>;
