import type { FactName } from "../../model/facts/catalogue.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { countPage } from "./count-page.ts";
import { newVisitor, type Visitor } from "./recognise.ts";

/** Whether what is known of a visitor may decide what they are shown. */
export function isPersonal({ purposes }: Pick<Visitor, "purposes">): boolean {
  return purposes.includes("personalisation");
}

/**
 * Who a visitor is where it is decided what they are shown. Without personalisation they are somebody who comes for the
 * first time, but for what measuring takes: the same chance, the variants that they have, and where these led them.
 * @param wanted the facts that live rules read.
 */
export function seenAs(
  visitor: Visitor,
  request: Request,
  wanted: readonly FactName[],
  nowMs: number,
): Snapshot {
  const { snapshot, remembered } = visitor;
  if (isPersonal(visitor) || !remembered) return snapshot;
  const stranger = countPage({ ...visitor, snapshot: newVisitor(request, nowMs) }, request, wanted, nowMs);
  const { variants, led } = snapshot.memory;
  return {
    ...stranger.snapshot,
    visitor: snapshot.visitor,
    memory: { ...nothingRemembered, variants, ...(led === undefined ? {} : { led }) },
  };
}
