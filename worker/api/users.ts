import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { makeSignInLink } from "../store/sign-in-links.ts";
import {
  changeRole,
  findUser,
  listUsers,
  type Outcome,
  removeUser,
  type StoredUser,
} from "../store/users.ts";
import { auditedOfUser } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewRole, type User } from "./contract/people.ts";
import { onlyFor } from "./only-for.ts";
import { recentlyProved } from "./recently-proved.ts";
import { signInAddress } from "./sign-in-address.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Who works with the dashboard, and as what. For owners. */
export const userRoutes = new Hono<ApiEnv>()
  .use(onlyFor("owner"))
  .get("/", async (context) => {
    const users = await listUsers(context.env.DB);
    const answer: Api["GET /users"]["answer"] = { users: users.map(userOf) };
    return context.json(answer);
  })
  .post("/:id/role", recentlyProved, async (context) => {
    const body = await readJson(context.req.raw, 1000);
    const { role } = demand(NewRole, body, "invalid_request", "This is no role.");
    const id = context.req.param("id");
    const before = await userOrThrow(context.env.DB, id);
    const changing = { before: { role: before.role }, after: { role } };
    const also = before.role === role ? [] : [auditedOfUser(context, "user.role_changed", before, changing)];
    demandDone(await changeRole(context.env.DB, id, role, also));
    const user = await userOrThrow(context.env.DB, id);
    const answer: Api["POST /users/:id/role"]["answer"] = { user: userOf(user) };
    return context.json(answer);
  })
  .post("/:id/sign-in-link", recentlyProved, async (context) => {
    const { DB } = context.env;
    const user = await userOrThrow(DB, context.req.param("id"));
    const also = [auditedOfUser(context, "user.link_made", user)];
    const made = await makeSignInLink(DB, user.id, Date.now(), also);
    if (made === undefined) throw noSuchUser();
    const answer: Api["POST /users/:id/sign-in-link"]["answer"] = {
      url: signInAddress(context.req.raw, made.token),
      expiresAt: new Date(made.expiresAtMs).toISOString(),
    };
    return context.json(answer, 201);
  })
  .delete("/:id", recentlyProved, async (context) => {
    const user = await userOrThrow(context.env.DB, context.req.param("id"));
    const before = { email: user.email, role: user.role };
    const also = [auditedOfUser(context, "user.removed", user, { before })];
    demandDone(await removeUser(context.env.DB, user.id, also));
    const answer: Api["DELETE /users/:id"]["answer"] = { removed: true };
    return context.json(answer);
  });

async function userOrThrow(db: D1Database, id: string): Promise<StoredUser> {
  const user = await findUser(db, id);
  if (user === undefined) throw noSuchUser();
  return user;
}

/** @throws AnswerError where nothing was changed. */
function demandDone(outcome: Outcome): void {
  if (outcome === "not_found") throw noSuchUser();
  if (outcome === "last_owner")
    throw new AnswerError("last_owner", "One owner has to stay. Make somebody else an owner first.");
}

function noSuchUser(): AnswerError {
  return new AnswerError("not_found", "There is no such person.");
}

function userOf({ addedAtMs, passwordSetAtMs, seenAtMs, ...user }: StoredUser): User {
  return {
    ...user,
    hasPassword: passwordSetAtMs !== null,
    // The first owner was there before anybody wrote that down.
    addedAt: addedAtMs === 0 ? null : new Date(addedAtMs).toISOString(),
    seenAt: seenAtMs === null ? null : new Date(seenAtMs).toISOString(),
  };
}
