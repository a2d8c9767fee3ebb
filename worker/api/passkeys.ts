import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { madePasskey, optionsToAdd } from "../sign-in/passkey.ts";
import { addPasskey, listPasskeys, removePasskey, type StoredPasskey } from "../store/passkeys.ts";
import { findUser } from "../store/users.ts";
import { auditedOfUser } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewPasskey, type Passkey } from "./contract/me.ts";
import { placeOf } from "./place-of.ts";
import { recentlyProved } from "./recently-proved.ts";
import { type ApiEnv, whoIsHere } from "./signed-in.ts";

/** The passkeys of whoever is signed in. */
export const passkeyRoutes = new Hono<ApiEnv>()
  .use(recentlyProved)
  .post("/options", async (context) => {
    const { id } = whoIsHere(context.var);
    const [user, passkeys] = await Promise.all([
      findUser(context.env.DB, id),
      listPasskeys(context.env.DB, id),
    ]);
    const maker = { id, name: user?.email ?? user?.name ?? id, passkeys };
    const answer: Api["POST /me/passkeys/options"]["answer"] = {
      options: await optionsToAdd(context.env, placeOf(context.req.raw), maker),
    };
    return context.json(answer);
  })
  .post("/", async (context) => {
    const { id } = whoIsHere(context.var);
    const body = await readJson(context.req.raw, 50_000);
    const { name, passkey } = demand(NewPasskey, body, "invalid_request", "This is no passkey.");
    const made = await madePasskey(context.env, placeOf(context.req.raw), id, passkey);
    if (made === undefined)
      throw new AnswerError(
        "invalid_request",
        "This passkey was not made for this, or too long ago. Please try again.",
      );
    const nowMs = Date.now();
    const after = { passkey: name };
    const also = [auditedOfUser(context, "user.passkey_added", context.var.user, { after })];
    if (!(await addPasskey(context.env.DB, { ...made, name }, nowMs, also)))
      throw new AnswerError("conflict", "This passkey is known already, or there are too many.");
    const answer: Api["POST /me/passkeys"]["answer"] = {
      passkey: passkeyOf({ id: made.id, name, addedAtMs: nowMs, usedAtMs: null }),
    };
    return context.json(answer, 201);
  })
  .delete("/:id", async (context) => {
    const { DB } = context.env;
    const { id } = whoIsHere(context.var);
    const passkey = (await listPasskeys(DB, id)).find((known) => known.id === context.req.param("id"));
    const before = { passkey: passkey?.name };
    const also = [auditedOfUser(context, "user.passkey_removed", context.var.user, { before })];
    if (passkey === undefined || !(await removePasskey(DB, id, passkey.id, also)))
      throw new AnswerError("not_found", "There is no such passkey.");
    const answer: Api["DELETE /me/passkeys/:id"]["answer"] = { removed: true };
    return context.json(answer);
  });

export function passkeyOf({ addedAtMs, usedAtMs, ...passkey }: StoredPasskey): Passkey {
  return {
    ...passkey,
    addedAt: new Date(addedAtMs).toISOString(),
    usedAt: usedAtMs === null ? null : new Date(usedAtMs).toISOString(),
  };
}
