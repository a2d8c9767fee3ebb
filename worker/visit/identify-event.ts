import * as v from "valibot";
import { Event } from "../../model/event.ts";
import { Identity } from "../../model/identity/identity.ts";
import type { Checked } from "../../model/problem.ts";
import { check } from "../../model/problem.ts";

/** What `edgewise.identify(identities, proof)` sends: the page's word, and the shop's server's proof of it. */
const IdentifyEvent = v.object({
  ...Event.entries,
  name: v.literal("identify"),
  params: v.object({
    identities: v.pipe(
      v.array(Identity),
      v.minLength(1, "Somebody has an identity."),
      v.maxLength(10, "An event names at most 10 identities."),
    ),
    proof: v.pipe(v.string("A proof is text."), v.maxLength(200)),
  }),
});

/** Who somebody is said to be. */
export interface Said {
  identities: readonly Identity[];
  proof: string;
}

/** An event of a page; what it says of who somebody is stands beside it, so that it is not kept with it. */
export function checkEvent(input: unknown): Checked<{ event: Event; said?: Said }> {
  const isIdentify =
    typeof input === "object" && input !== null && "name" in input && input.name === "identify";
  if (!isIdentify) {
    const checked = check(Event, input);
    return checked.ok ? { ok: true, value: { event: checked.value } } : checked;
  }
  const checked = check(IdentifyEvent, input);
  if (!checked.ok) return checked;
  const { params: said, ...event } = checked.value;
  return { ok: true, value: { event: { ...event, params: {} }, said } };
}
