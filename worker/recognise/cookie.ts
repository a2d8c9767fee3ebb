import { check } from "../../model/problem.ts";
import { Snapshot } from "../../model/snapshot.ts";
import { open, seal, type SealingKeys } from "./seal.ts";

/** The visitor's cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis §4.1.3). */
const cookieName = "__Host-ew";

/** As long as browsers allow (RFC 6265bis §5.5): 400 days. */
const maxAgeSeconds = 400 * 24 * 60 * 60;

/** @returns the snapshot in the request's cookie, or `undefined` where there is none that we sealed for this site. */
export async function readSnapshot(
  cookieHeader: string | null,
  site: string,
  keys: SealingKeys,
): Promise<Snapshot | undefined> {
  const text = cookieValue(cookieHeader ?? "", cookieName);
  if (text === undefined) return undefined;
  const checked = check(Snapshot, await open(keys, purposeOf(site), text));
  return checked.ok ? checked.value : undefined;
}

/** Sealed and encoded, this becomes less than the 4,096 bytes at which browsers drop a cookie whole. */
const mostJsonBytes = 2700;

/** The snapshot, or as much of it as fits: the profile has all of it. */
function fitted(snapshot: Snapshot): Snapshot {
  let fits = snapshot;
  while (new TextEncoder().encode(JSON.stringify(fits)).length > mostJsonBytes) {
    const [longest] = Object.entries(fits.timesMs).sort(([, a], [, b]) => b.length - a.length);
    if (fits.coupons.length > 0) fits = { ...fits, coupons: fits.coupons.slice(1) };
    else if (longest !== undefined && longest[1].length > 0) {
      fits = { ...fits, timesMs: { ...fits.timesMs, [longest[0]]: longest[1].slice(0, -1) } };
    } else break;
  }
  return fits;
}

/** @returns the `Set-Cookie` value that makes the visitor carry the snapshot. */
export async function snapshotCookie(snapshot: Snapshot, site: string, keys: SealingKeys): Promise<string> {
  const text = await seal(keys, purposeOf(site), fitted(snapshot));
  return `${cookieName}=${text}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}

/** The request's cookies less our own: the shop's server has no use for it, and its logs should not hold it. */
export function withoutOwnCookie(cookieHeader: string): string {
  return cookieHeader
    .split(";")
    .filter((pair) => pair.split("=", 1)[0]?.trim() !== cookieName)
    .join(";")
    .trim();
}

/** @returns the value of the first cookie of that name in a `Cookie` header (RFC 6265 §4.2). */
export function cookieValue(cookieHeader: string, name: string): string | undefined {
  for (const pair of cookieHeader.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

function purposeOf(site: string): string {
  return `visitor:${site}`;
}
