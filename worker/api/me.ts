import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { OwnDetails } from "../../model/user-input.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { hashPassword } from "../sign-in/password.ts";
import { listPasskeys } from "../store/passkeys.ts";
import { savePassword } from "../store/passwords.ts";
import { endOtherSessions, endSessionOf, listSessions, type StoredSession } from "../store/sessions.ts";
import { changeDetails, findUser } from "../store/users.ts";
import { auditedOfUser } from "./audited.ts";
import type { Api } from "./contract.ts";
import { Password, type SessionSummary } from "./contract/me.ts";
import { passkeyOf, passkeyRoutes } from "./passkeys.ts";
import { recentlyProved } from "./recently-proved.ts";
import { type ApiEnv, whoIsHere } from "./signed-in.ts";

/** Whoever is signed in: how they are called, and where they are signed in. */
export const meRoutes = new Hono<ApiEnv>()
  .route("/passkeys", passkeyRoutes)
  .get("/", async (context) => {
    const { id, session } = whoIsHere(context.var);
    const [user, passkeys, sessions] = await Promise.all([
      findUser(context.env.DB, id),
      listPasskeys(context.env.DB, id),
      listSessions(context.env.DB, id, Date.now()),
    ]);
    if (user === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
    const answer: Api["GET /me"]["answer"] = {
      name: user.name,
      email: user.email,
      role: user.role,
      passwordSetAt: user.passwordSetAtMs === null ? null : new Date(user.passwordSetAtMs).toISOString(),
      passkeys: passkeys.map(passkeyOf),
      sessions: sessions.map((one) => summaryOf(one, session)),
    };
    return context.json(answer);
  })
  .put("/", recentlyProved, async (context) => {
    const body = await readJson(context.req.raw, 10_000);
    const details = demand(OwnDetails, body, "invalid_request", "This cannot be saved.");
    const { DB } = context.env;
    const before = await findUser(DB, whoIsHere(context.var).id);
    if (before === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
    const { name, email } = before;
    const isSame = name === details.name && email === details.email;
    const changing = { before: { name, email }, after: details };
    const also = isSame ? [] : [auditedOfUser(context, "user.saved", before, changing)];
    if (!(await changeDetails(DB, before.id, details, also)))
      throw new AnswerError("conflict", "This e-mail address is another person's.");
    const answer: Api["PUT /me"]["answer"] = details;
    return context.json(answer);
  })
  .put("/password", recentlyProved, async (context) => {
    const { id, session } = whoIsHere(context.var);
    const body = await readJson(context.req.raw, 2000);
    const { password } = demand(Password, body, "invalid_request", "This password cannot be used.");
    const hash = await hashPassword(password);
    const also = [auditedOfUser(context, "user.password_set", context.var.user)];
    if (!(await savePassword(context.env.DB, { user: id, session }, hash, Date.now(), also)))
      throw new AnswerError("invalid_request", "Say your e-mail address first: a password goes with it.");
    const answer: Api["PUT /me/password"]["answer"] = { saved: true };
    return context.json(answer);
  })
  .delete("/password", recentlyProved, async (context) => {
    const { id, session } = whoIsHere(context.var);
    const also = [auditedOfUser(context, "user.password_removed", context.var.user)];
    await savePassword(context.env.DB, { user: id, session }, null, Date.now(), also);
    const answer: Api["DELETE /me/password"]["answer"] = { removed: true };
    return context.json(answer);
  })
  .delete("/sessions", async (context) => {
    const { id, session } = whoIsHere(context.var);
    const answer: Api["DELETE /me/sessions"]["answer"] = {
      ended: await endOtherSessions(context.env.DB, id, session, [auditedEnd(context)]),
    };
    return context.json(answer);
  })
  .delete("/sessions/:id", async (context) => {
    const { id } = whoIsHere(context.var);
    if (!(await endSessionOf(context.env.DB, id, context.req.param("id"), [auditedEnd(context)])))
      throw new AnswerError("not_found", "This session has ended already.");
    const answer: Api["DELETE /me/sessions/:id"]["answer"] = { ended: 1 };
    return context.json(answer);
  });

function auditedEnd(context: Context<ApiEnv>): D1PreparedStatement {
  return auditedOfUser(context, "user.sessions_ended", context.var.user);
}

function summaryOf({ begunAtMs, seenAtMs, ...session }: StoredSession, own: string): SessionSummary {
  return {
    ...session,
    begunAt: new Date(begunAtMs).toISOString(),
    seenAt: new Date(seenAtMs).toISOString(),
    isThis: session.id === own,
  };
}
