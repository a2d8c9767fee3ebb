import { mark } from "./page-tag.ts";

/**
 * Whether the browser holds what this answer would bring it, by its tag: compared weakly, as `If-None-Match` is
 * (RFC 9110 §13.1.2).
 */
export function holdsTag(asked: Headers, tag: string | null): boolean {
  const held = asked.get("if-none-match");
  if (held === null || tag === null) return false;
  return tagsIn(held).some((other) => opaque(other) === opaque(tag));
}

/** The same for an answer of the shop that went out as it came: a date will do too, where no tag is named (§13.1.3). */
export function holdsAnswer(asked: Headers, answer: Headers): boolean {
  if (asked.has("if-none-match")) return holdsTag(asked, answer.get("etag"));
  const since = Date.parse(asked.get("if-modified-since") ?? "");
  const modified = Date.parse(answer.get("last-modified") ?? "");
  return modified <= since;
}

/** "Not modified", with everything that the whole answer would say but what speaks of its content (RFC 9110 §15.4.5). */
export function notModified(answer: Headers): Response {
  const headers = new Headers(answer);
  for (const name of ofContent) headers.delete(name);
  return new Response(null, { status: 304, headers });
}

const ofContent = [
  "content-type",
  "content-length",
  "content-encoding",
  "content-language",
  "content-disposition",
  "content-range",
  "content-md5",
  "content-digest",
  "repr-digest",
  "digest",
];

/** `If-None-Match` for the shop: less the tags that we made, which it cannot know. @returns `null` where none is left. */
export function withoutOurTags(held: string): string | null {
  const theirs = tagsIn(held).filter((tag) => !opaque(tag).startsWith(`"${mark}`));
  if (theirs.length === tagsIn(held).length) return held;
  return theirs.length === 0 ? null : theirs.join(", ");
}

/** A tag may hold commas. */
function tagsIn(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
