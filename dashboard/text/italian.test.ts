import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { formatMessage } from "../../model/text/format-message.ts";
import { rooms } from "./italian.ts";
import { inEnglish } from "./translated.ts";

const dashboard = new URL("../", import.meta.url);

/** Every file that has messages, loaded: so all English messages are in `inEnglish`. */
const files = globSync("**/*.{ts,tsx}", { cwd: dashboard.pathname }).filter(
  (file) =>
    !file.includes(".test.") &&
    / = translated\(|inEnglish\.push/.test(readFileSync(new URL(file, dashboard), "utf8")),
);
// One after the other: Vitest may run a file twice that is asked for twice at once.
for (const file of files) await import(/* @vite-ignore */ new URL(file, dashboard).pathname);

const translatedRooms = await Promise.all(
  Object.entries(rooms).map(async ([room, load]) => ({ room, italian: (await load()).italian })),
);
const messages = translatedRooms.flatMap(({ room, italian }) => {
  const english = inEnglish.find((each) => each.room === room)?.words ?? {};
  return Object.entries(italian).map(([key, text]) => ({ room, key, text, english: english[key] ?? "" }));
});

it("is there for each room", () => {
  const all = inEnglish.map(({ room }) => room);
  expect(new Set(all).size, "Two rooms have one name.").toBe(all.length);
  expect(all.toSorted()).toEqual(Object.keys(rooms).toSorted());
});

it.each(messages)("asks in $room, $key, for what the English asks for", ({ text, english }) => {
  expect(valuesOf(text, "it")).toEqual(valuesOf(english, "en"));
});

it.each(messages)("has plurals of its own in $room, $key", ({ text, english }) => {
  expect(pluralsOf(text).length).toBe(pluralsOf(english).length);
  const known = new Intl.PluralRules("it").resolvedOptions().pluralCategories;
  for (const forms of pluralsOf(text)) {
    expect(forms).toContain("other");
    for (const form of forms) expect(form.startsWith("=") || known.some((each) => each === form)).toBe(true);
  }
});

/** The names of values that a message asks for, whatever is counted. */
function valuesOf(message: string, locale: string): string[] {
  const names = new Set<string>();
  for (const count of [0, 1, 2, 1_000_000]) {
    const values = new Proxy<Record<string, number>>(
      {},
      { get: (_, name) => (names.add(String(name)), count) },
    );
    formatMessage(message, values, locale);
  }
  return [...names].toSorted();
}

/** Of each plural in it, the forms that it has: `["=0", "one", "other"]`. */
function pluralsOf(message: string): string[][] {
  return [...message.matchAll(/, plural, ((?:[^{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*)\}/g)].map(
    ([, forms = ""]) =>
      [...forms.matchAll(/(=\d+|[a-z]+) \{(?:[^{}]|\{[^{}]*\})*\}/g)].map(([, form = ""]) => form),
  );
}
