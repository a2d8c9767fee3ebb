import * as v from "valibot";
import { Condition } from "./condition/condition.ts";
import { Identifier, Name } from "./identifier.ts";

/** A named condition about profiles; others ask for it by its id with `$inSegment`. */
export const Segment = v.object({ id: Identifier, name: Name, condition: Condition });
export type Segment = v.InferOutput<typeof Segment>;
