import * as v from "valibot";

/** In the order of their strength: a person with a customer's number is known by that. */
export const knownTypes = ["customer", "email", "phone", "card", "handle"] as const;

const GivenIdentity = v.object({
  type: v.pipe(
    v.string("An identity's type is text."),
    v.regex(/^[a-z][a-z0-9_-]{0,39}$/, "An identity's type is a word, such as customer or email."),
  ),
  value: v.pipe(
    v.string("An identity's value is text."),
    v.trim(),
    v.minLength(1, "An identity's value is not empty."),
    v.maxLength(320, "An identity has at most 320 characters."),
    v.regex(/^[^\u0000-\u001f\u007f]*$/, "An identity's value has no control characters."),
  ),
});

/** Somebody, as a shop, a channel or a browser knows them: one way to write each, so that equal ones are the same text. */
export const Identity = v.pipe(
  GivenIdentity,
  v.transform(normalised),
  v.check(({ value }) => value !== "", "This identity names nobody."),
);
export type Identity = v.InferOutput<typeof GivenIdentity>;

/** What people write in different ways: e-mail addresses and handles in capitals, phone numbers with blanks. */
function normalised({ type, value }: Identity): Identity {
  const text = value.normalize("NFC");
  switch (type) {
    case "email":
      return { type, value: text.toLowerCase() };
    case "handle":
      return { type, value: text.toLowerCase().replace(/^@/, "") };
    case "phone":
      return { type, value: asPhone(text) };
    default:
      return { type, value: text };
  }
}

/** Digits alone, with a + before the country's (ITU-T E.123), for which many countries dial 00. */
function asPhone(text: string): string {
  const digits = text.replace(/[^0-9]/g, "");
  if (digits === "") return "";
  if (text.startsWith("+")) return `+${digits}`;
  return digits.startsWith("00") ? `+${digits.slice(2)}` : digits;
}
