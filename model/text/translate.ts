import { formatMessage, type Parts } from "./format-message.ts";

/** The names of the values that a message asks for, read off its text: `"{name} is {state}"` → `"name" | "state"`. */
export type ValueNames<Message extends string> = Message extends `${string}{${infer Inside}}${infer Rest}`
  ? NameIn<Inside> | ValueNames<Rest>
  : never;

/** The texts inside a plural (`{count, plural, one {# rule} …`) are no names: they hold a space or a `#`. */
type NameIn<Inside extends string> = Inside extends `${infer Name},${infer Forms}`
  ? Name extends `${string} ${string}`
    ? never
    : Name | NestedNames<Forms>
  : Inside extends `${string} ${string}` | `#${string}`
    ? never
    : Inside;

type NestedNames<Forms extends string> = Forms extends `${string}{${string}{${infer Name}` ? Name : never;

type Needed<Message extends string, Value> = Record<ValueNames<Message>, Value>;

/** Left out where the message asks for nothing. */
type Given<Message extends string, Values> = [ValueNames<Message>] extends [never] ? [] : [values: Values];

/** Looks up a catalogue's messages and puts values into them. */
export interface Translate<Catalogue extends Record<string, string>> {
  <Key extends keyof Catalogue>(
    key: Key,
    ...values: Given<Catalogue[Key], Needed<Catalogue[Key], string | number>>
  ): string;
  /** The same in parts, so that a value can be an element. */
  parts<Key extends keyof Catalogue, Values extends Needed<Catalogue[Key], unknown>>(
    key: Key,
    ...values: Given<Catalogue[Key], Values>
  ): Parts<Values[keyof Values]>;
}

/**
 * Makes the `t` of one screen from its messages, in ICU MessageFormat's syntax (arguments and cardinal plurals).
 * @param locale BCP 47; which plural forms there are depends on it.
 */
export function translator<const Catalogue extends Record<string, string>>(
  catalogue: Catalogue,
  locale = "en",
): Translate<Catalogue> {
  const parts = (key: keyof Catalogue, values: Record<string, unknown> = {}) =>
    formatMessage(catalogue[key] ?? String(key), values, locale);
  const t = (key: keyof Catalogue, values?: Record<string, unknown>) => parts(key, values).join("");
  return Object.assign(t, { parts }) as Translate<Catalogue>;
}
