import type * as v from "valibot";
import { Led, onTheWayMs } from "../../model/led.ts";
import { check } from "../../model/problem.ts";
import { Recent } from "../../model/recent.ts";
import { Snapshot } from "../../model/snapshot.ts";
import { fitted } from "./fitted.ts";
import { open, seal, type SealingKeys } from "./seal.ts";

/** The visitor's cookie. The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis §4.1.3). */
const cookieName = "__Host-ew";
/** Says that the visitor does not want to be remembered. It holds one word, the same for everybody. */
const denialName = "__Host-ew-consent";
/** Says which rules have just led the visitor to another page: no answer to anything that was asked before takes it back. */
const ledName = "__Host-ew-led";
/** Holds a token that opens a preview. */
const previewName = "__Host-ew-preview";
/** Holds a token that opens pages in a frame of the dashboard. */
const frameName = "__Host-ew-frame";
/** Holds a token with which pages show what happens on them. */
const debugName = "__Host-ew-debug";
const ownNames: readonly string[] = [cookieName, denialName, ledName, previewName, frameName, debugName];

/** As long as browsers allow (RFC 6265bis §5.5): 400 days. */
const maxAgeSeconds = 400 * 24 * 60 * 60;

/** @returns the snapshot in the request's cookie, or `undefined` where there is none that we sealed for this site. */
export async function readSnapshot(
  cookieHeader: string | null,
  site: string,
  keys: SealingKeys,
): Promise<Snapshot | undefined> {
  const text = cookieValue(cookieHeader ?? "", cookieName);
  return text === undefined ? undefined : opened(text, site, keys);
}

/** Texts that were opened lately, by the keys that opened them: somebody who looks around shows the same one again. */
const known = new WeakMap<SealingKeys, Recent<Snapshot>>();
const mostKnown = 500;

/** A sealed text says the same whenever it is opened. */
async function opened(text: string, site: string, keys: SealingKeys): Promise<Snapshot | undefined> {
  const recent = known.get(keys) ?? new Recent<Snapshot>(mostKnown);
  known.set(keys, recent);
  const name = `${site} ${text}`;
  const before = recent.get(name);
  if (before !== undefined) return before;
  const now = await openedAs(Snapshot, text, purposeOf(site), keys);
  if (now !== undefined) recent.set(name, now);
  return now;
}

/** What is in a text that we sealed for this purpose, if it has that form. */
async function openedAs<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  purpose: string,
  keys: SealingKeys,
): Promise<v.InferOutput<Schema> | undefined> {
  const checked = check(schema, await open(keys, purpose, text));
  return checked.ok ? checked.value : undefined;
}

/** @returns the `Set-Cookie` value that makes the visitor carry the snapshot. */
export async function snapshotCookie(snapshot: Snapshot, site: string, keys: SealingKeys): Promise<string> {
  const text = await seal(keys, purposeOf(site), fitted(snapshot));
  return setCookie(cookieName, text, maxAgeSeconds);
}

/** True where the request carries the visitor's cookie, whatever is in it. */
export function carriesVisitor(cookieHeader: string): boolean {
  return cookieValue(cookieHeader, cookieName) !== undefined;
}

/** The `Set-Cookie` value that makes the browser forget the visitor. */
export const forgettingCookie = setCookie(cookieName, "", 0);

/** @returns what led the visitor, as the request's cookie has it, if we sealed that for this site. */
export async function readLed(
  cookieHeader: string | null,
  site: string,
  keys: SealingKeys,
): Promise<Led | undefined> {
  const text = cookieValue(cookieHeader ?? "", ledName);
  return text === undefined ? undefined : openedAs(Led, text, purposeOfLed(site), keys);
}

/** @returns the `Set-Cookie` value that makes the browser say what led the visitor, or not any more for `undefined`. */
export async function ledCookie(led: Led | undefined, site: string, keys: SealingKeys): Promise<string> {
  if (led === undefined) return setCookie(ledName, "", 0);
  return setCookie(ledName, await seal(keys, purposeOfLed(site), led), onTheWayMs / 1000);
}

export function hasDenied(cookieHeader: string): boolean {
  return cookieValue(cookieHeader, denialName) === "denied";
}

/** @returns the `Set-Cookie` value that keeps, or takes back, that the visitor does not want to be remembered. */
export function denialCookie(denied: boolean): string {
  return denied ? setCookie(denialName, "denied", maxAgeSeconds) : setCookie(denialName, "", 0);
}

/** @returns the token of the preview that the browser is in. */
export function previewToken(cookieHeader: string): string | undefined {
  return cookieValue(cookieHeader, previewName);
}

/** @returns the `Set-Cookie` value that opens a preview until the browser is closed, or leaves it for `null`. */
export function previewCookie(token: string | null): string {
  return token === null ? setCookie(previewName, "", 0) : setCookie(previewName, token);
}

/** @returns the token with which the dashboard shows pages in a frame. */
export function frameToken(cookieHeader: string): string | undefined {
  return cookieValue(cookieHeader, frameName);
}

/** @returns the `Set-Cookie` value that opens pages in a frame until the browser is closed, or leaves that for `null`. */
export function frameCookie(token: string | null): string {
  return token === null ? setCookie(frameName, "", 0) : setCookie(frameName, token);
}

/** @returns the token with which the browser's pages show what happens on them. */
export function debugToken(cookieHeader: string): string | undefined {
  return cookieValue(cookieHeader, debugName);
}

/** @returns the `Set-Cookie` value that has pages show what happens on them until the browser is closed, or no longer for `null`. */
export function debugCookie(token: string | null): string {
  return token === null ? setCookie(debugName, "", 0) : setCookie(debugName, token);
}

/** @param ageSeconds until the browser is closed where there is none. */
function setCookie(name: string, value: string, ageSeconds?: number): string {
  const age = ageSeconds === undefined ? "" : ` Max-Age=${ageSeconds};`;
  return `${name}=${value}; Path=/;${age} HttpOnly; Secure; SameSite=Lax`;
}

/** The request's cookies less our own: the shop's server has no use for them, and its logs should not hold them. */
export function withoutOwnCookie(cookieHeader: string): string {
  return cookieHeader
    .split(";")
    .filter((pair) => !isOwnCookie(pair.split("=", 1)[0]?.trim() ?? ""))
    .join(";")
    .trim();
}

export function isOwnCookie(name: string): boolean {
  return ownNames.includes(name);
}

/** @returns the value of the first cookie of that name in a `Cookie` header (RFC 6265 §4.2). */
export function cookieValue(cookieHeader: string, name: string): string | undefined {
  // Most requests carry few of the cookies that are asked about.
  if (!cookieHeader.includes(name)) return undefined;
  for (const pair of cookieHeader.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

function purposeOf(site: string): string {
  return `visitor:${site}`;
}

function purposeOfLed(site: string): string {
  return `led:${site}`;
}
