import * as v from "valibot";

/** The id of a rule, an offer, a coupon, a placement or a site: it appears in URLs, HTML attributes and object names. */
export const Identifier = v.pipe(
  v.string("An id is text."),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    "An id is 1 to 63 characters: lower-case letters, digits and hyphens, starting with a letter or digit.",
  ),
);

/** A name that people read, as typed by them. */
export const Name = v.pipe(
  v.string("A name is text."),
  v.trim(),
  v.minLength(1, "A name is needed."),
  v.maxLength(120, "A name has at most 120 characters."),
);
