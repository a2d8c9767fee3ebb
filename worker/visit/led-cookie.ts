import { stillLed } from "../decide/led-here.ts";
import type { Decisions } from "../decide/decision.ts";
import { ledCookie } from "../recognise/cookie.ts";
import { isShown } from "./is-shown.ts";
import type { PageVisit } from "./personalise.ts";

/**
 * The `Set-Cookie` value that makes the browser say on the next page that the visitor was led there, or takes that back
 * where this is that page; `undefined` where there is nothing to say. It is a cookie of its own: whatever is answered to
 * events, a choice or a question that were sent before, carries the visitor as they were then.
 */
export async function ledCookieAfter(visit: PageVisit, decisions: Decisions): Promise<string | undefined> {
  const { visitor, deciding, keys, nowMs } = visit;
  if (!visitor.remembered || !isShown(visit)) return undefined;
  const led = stillLed(visitor.led, decisions, nowMs);
  if (led === undefined && visitor.led === undefined) return undefined;
  return ledCookie(led, deciding.bundle.site.id, keys);
}
