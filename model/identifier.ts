import * as v from "valibot";

/** Names that every JavaScript object has already, or that valibot's records leave out: nothing can be kept under them. */
const takenNames: readonly string[] = ["constructor", "prototype"];

/** The id of a rule, an offer, a coupon, a placement, a goal or a site: it appears in URLs, HTML attributes and object names. */
export const Identifier = v.pipe(
  v.string("An id is text."),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    "An id is 1 to 63 characters: lower-case letters, digits and hyphens, starting with a letter or digit.",
  ),
  v.check((id) => !takenNames.includes(id), `An id is not ${takenNames.join(" or ")}.`),
);

/** A name that people read, as typed by them. */
export const Name = v.pipe(
  v.string("A name is text."),
  v.trim(),
  v.minLength(1, "A name is needed."),
  v.maxLength(120, "A name has at most 120 characters."),
);
