import { Hono } from "hono/tiny";
import { Identifier } from "../../model/identifier.ts";
import { mostPins } from "../../model/pin.ts";
import { ProfileId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import type { Told } from "../profile/profile.ts";
import type { Pin } from "../profile/state.ts";
import { configurationOf } from "../store/versions.ts";
import { askProfile } from "./ask-profile.ts";
import { writeAudit } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewPin } from "./contract/pins.ts";
import { pinAnswer } from "./pin-answer.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Offers for one person, by those who serve them. */
export const pinRoutes = new Hono<ApiEnv>()
  .post("/:id/pins", async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(NewPin, body, "invalid_request", "This cannot be pinned.");
    const nowMs = Date.now();
    const pin = pinOf(wanted, context.var.user, nowMs);
    if (pin.untilMs !== null && pin.untilMs <= nowMs)
      throw new AnswerError(
        "invalid_request",
        "What is pinned until a moment needs one that is yet to come.",
      );
    const { offers, placements } = await configurationOf(context.env.DB, site.id, liveVersion);
    const has = (of: readonly { id: string }[], name: string) => of.some((each) => each.id === name);
    if (!has(offers, pin.offer))
      throw new AnswerError("conflict", "This offer is not live. Publish it first.");
    if (pin.placement === null ? placements.length === 0 : !has(placements, pin.placement))
      throw new AnswerError("conflict", "There is no such placement on the live site.");
    const [outcome, profile] = await askProfile(
      context.env,
      { site: site.id, id, nowMs },
      async (stub, whose): Promise<[string, string]> => [await stub.pin(pin, toldBy(pin.by, nowMs)), whose],
    );
    if (outcome === "nobody") throw new AnswerError("not_found", "Nobody is known by this id.");
    if (outcome === "full")
      throw new AnswerError("conflict", `${mostPins} offers are pinned to them already. Take one away.`);
    const answer: Api["POST /profiles/:id/pins?site=:site"]["answer"] = { pin: pinAnswer(pin) };
    const after = { offer: pin.offer, placement: pin.placement, until: answer.pin.until };
    await writeAudit(context, { site: site.id, what: "offer.pinned", about: aboutOf(profile), after });
    return context.json(answer);
  })
  .delete("/:id/pins/:offer", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const offer = demand(Identifier, context.req.param("offer"), "invalid_request", "This is no offer's id.");
    const nowMs = Date.now();
    const told = toldBy(context.var.user, nowMs);
    const [before, profile] = await askProfile(
      context.env,
      { site: site.id, id, nowMs },
      async (stub, whose): Promise<[Pin | null, string]> => [await stub.unpin(offer, told), whose],
    );
    if (before === null) throw new AnswerError("not_found", "This offer is not pinned to them.");
    const unpinning = { site: site.id, what: "offer.unpinned", about: aboutOf(profile) } as const;
    await writeAudit(context, { ...unpinning, before: { offer, placement: before.placement } });
    const answer: Api["DELETE /profiles/:id/pins/:offer?site=:site"]["answer"] = { deleted: true };
    return context.json(answer);
  });

function pinOf({ offer, placement, until, why }: NewPin, { id, name }: Pin["by"], nowMs: number): Pin {
  return {
    offer,
    placement,
    untilMs: until === null ? null : Date.parse(until),
    why,
    by: { id, name },
    atMs: nowMs,
  };
}

function toldBy({ name }: Pin["by"], nowMs: number): Told {
  return { id: crypto.randomUUID(), by: name, timeMs: nowMs };
}

function aboutOf(profile: string) {
  return { kind: "profile", id: profile, name: "" };
}
