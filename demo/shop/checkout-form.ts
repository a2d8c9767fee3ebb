import * as v from "valibot";

/** The countries the shop pretends to deliver to. */
export const countries: Readonly<Record<string, string>> = {
  AT: "Austria",
  BE: "Belgium",
  DE: "Germany",
  ES: "Spain",
  FR: "France",
  IE: "Ireland",
  IT: "Italy",
  LU: "Luxembourg",
  NL: "Netherlands",
  PT: "Portugal",
};

const text = (empty: string, longest = 100) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty(empty),
    v.maxLength(longest, `Please keep this under ${longest} letters.`),
  );

/** What makes an e-mail address acceptable; also used for accounts. */
export const emailField = v.pipe(
  text("Please enter your e-mail address.", 200),
  v.regex(
    /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/,
    "Please enter an e-mail address such as name@example.com.",
  ),
);

/** A person's name; also used for accounts. */
export const nameField = text("Please enter your name.");

const checkoutSchema = v.object({
  email: emailField,
  name: nameField,
  street: text("Please enter your street and house number."),
  postcode: v.pipe(
    text("Please enter your postcode.", 12),
    v.regex(
      /^[A-Za-z0-9][A-Za-z0-9 -]{2,}$/,
      "Please enter a postcode of letters and digits, such as 1012 AB.",
    ),
  ),
  city: text("Please enter your town or city."),
  country: v.pipe(
    v.string(),
    v.check((code) => Object.hasOwn(countries, code), "Please choose a country from the list."),
  ),
});

/** The names of the fields of the checkout form. */
export type CheckoutField = keyof v.InferOutput<typeof checkoutSchema>;
/** What was typed into the checkout form, right or wrong. */
export type CheckoutEntry = Readonly<Record<CheckoutField, string>>;
/** Where an order goes. */
export type Address = Readonly<Omit<CheckoutEntry, "email">>;
/** One sentence for each field that cannot be accepted. */
export type FieldErrors<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** Checks any form against its schema and gives the tidied entry or the sentences to show beside the fields. */
export function checkForm<const Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  read: (field: string) => string,
): { entry: v.InferOutput<typeof schema> } | { errors: FieldErrors<keyof Entries & string> } {
  const typed = Object.fromEntries(Object.keys(schema.entries).map((field) => [field, read(field)]));
  const result = v.safeParse(schema, typed, { abortPipeEarly: true });
  if (result.success) return { entry: result.output };
  const errors: Record<string, string> = {};
  for (const issue of result.issues) {
    const field = v.getDotPath(issue);
    if (field !== null) errors[field] ??= issue.message;
  }
  return { errors: errors as FieldErrors<keyof Entries & string> };
}

/** Checks the checkout form. */
export function checkCheckout(read: (field: string) => string) {
  return checkForm(checkoutSchema, read);
}

/** What was typed, untouched, to be put back into the fields. */
export function typedCheckout(read: (field: string) => string): CheckoutEntry {
  return {
    email: read("email"),
    name: read("name"),
    street: read("street"),
    postcode: read("postcode"),
    city: read("city"),
    country: read("country"),
  };
}
