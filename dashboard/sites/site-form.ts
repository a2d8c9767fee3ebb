import type { Problem } from "../../model/problem.ts";
import { freeId } from "../text/free-id.ts";

/** A new shop as it is typed. */
export interface SiteForm {
  name: string;
  /** Separated by commas or spaces. */
  hosts: string;
  origin: string;
  /** BCP 47. */
  language: string;
  currency: string;
  timeZone: string;
}

/** The hosts that were typed. Whole addresses, as copied from the browser, are cut down to their hosts. */
export function hostsFrom(text: string): string[] {
  return [...new Set(words(text).map(hostOf))];
}

function words(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}

/** What is no address stays as it is, for the API to say so. */
function hostOf(word: string): string {
  try {
    return new URL(word.includes("://") ? word : `https://${word}`).hostname;
  } catch {
    return word;
  }
}

/** @returns `null` where nothing was typed: the zone's own origin. */
export function originFrom(text: string): string | null {
  const origin = text.trim();
  if (origin === "") return null;
  return origin.includes("://") ? origin : `https://${origin}`;
}

/** An id made from the shop's name, else from its first host, that no other site has. */
export function siteIdFor(name: string, hosts: readonly string[], taken: ReadonlySet<string>): string {
  return freeId([name, (hosts[0] ?? "").replace(/^www\./, ""), "shop"], taken);
}

/** The field of the form that a problem's path is about: `hosts[1]` → `hosts`; `undefined` for none. */
export function fieldOf({ path }: Pick<Problem, "path">): keyof SiteForm | undefined {
  const field = /^\w+/.exec(path)?.[0];
  return fields.find((known) => known === field);
}

const fields = [
  "name",
  "hosts",
  "origin",
  "language",
  "currency",
  "timeZone",
] as const satisfies (keyof SiteForm)[];
