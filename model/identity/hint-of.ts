import type { Identity } from "./identity.ts";

/** So much of an identity that somebody who knows it recognises it, and nobody else learns it: `a…a@example.com`, `…1234`. */
export function hintOf({ type, value }: Identity): string {
  const at = value.lastIndexOf("@");
  if (type === "email" && at > 0) {
    const name = Array.from(value.slice(0, at));
    const last = name.length > 3 ? name.at(-1) : "";
    return `${name[0]}…${last}${value.slice(at)}`;
  }
  const letters = Array.from(value);
  const shown = Math.min(4, Math.floor(letters.length / 3));
  return `…${shown === 0 ? "" : letters.slice(-shown).join("")}`;
}
