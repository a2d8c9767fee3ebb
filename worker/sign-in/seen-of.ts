import { countryOf, detailsOf } from "../recognise/place.ts";
import { browserOf, type EdgeBinding } from "../questions/ask-edge.ts";
import type { Seen } from "../store/sessions.ts";

const longestCity = 60;

/** What a list of sessions says of whoever asks, so that people know their own: "Firefox on Windows", "Utrecht, NL". */
export async function seenOf(env: EdgeBinding, request: Request): Promise<Seen> {
  const agent = await browserOf(env, request);
  const details = detailsOf(request);
  const city = typeof details["city"] === "string" ? details["city"].slice(0, longestCity) : null;
  return {
    device: joined([agent?.browser ?? null, agent?.os ?? null], " on "),
    place: joined([city, countryOf(details)], ", "),
  };
}

function joined(parts: readonly (string | null)[], by: string): string | null {
  return parts.filter((part) => part !== null && part !== "").join(by) || null;
}
