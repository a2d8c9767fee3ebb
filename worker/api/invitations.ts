import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { NewInvitation } from "../../model/user-input.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import {
  findInvitation,
  invite,
  listInvitations,
  type StoredInvitation,
  withdrawInvitation,
} from "../store/invitations.ts";
import { auditedIfChanged } from "./audited.ts";
import type { Api } from "./contract.ts";
import type { Invitation } from "./contract/people.ts";
import { onlyFor } from "./only-for.ts";
import { recentlyProved } from "./recently-proved.ts";
import { signInAddress } from "./sign-in-address.ts";
import type { ApiEnv } from "./signed-in.ts";

const kind = "invitation";

/** Letting somebody in. Nothing is sent: whoever invites hands the link over. For owners. */
export const invitationRoutes = new Hono<ApiEnv>()
  .use(onlyFor("owner"))
  .get("/", async (context) => {
    const invitations = await listInvitations(context.env.DB, Date.now());
    const answer: Api["GET /invitations"]["answer"] = { invitations: invitations.map(invitationOf) };
    return context.json(answer);
  })
  .post("/", recentlyProved, async (context) => {
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(NewInvitation, body, "invalid_request", "Nobody can be invited like this.");
    const { name, ...after } = wanted;
    const made = await invite(context.env.DB, wanted, context.var.user.id, Date.now(), (id) => [
      auditedIfChanged(context, { site: "", what: "user.invited", about: { kind, id, name }, after }),
    ]);
    if (made === undefined)
      throw new AnswerError(
        "conflict",
        "Somebody with this e-mail address is here already, or too many are invited.",
      );
    const answer: Api["POST /invitations"]["answer"] = {
      invitation: invitationOf(made.invitation),
      url: signInAddress(context.req.raw, made.token),
    };
    return context.json(answer, 201);
  })
  .delete("/:id", async (context) => {
    const { DB } = context.env;
    const known = await findInvitation(DB, context.req.param("id"));
    if (known === undefined || !(await withdrawInvitation(DB, known.id, [auditedWithdrawal(context, known)])))
      throw new AnswerError("not_found", "There is no such invitation, or it was used.");
    const answer: Api["DELETE /invitations/:id"]["answer"] = { withdrawn: true };
    return context.json(answer);
  });

function auditedWithdrawal(
  context: Context<ApiEnv>,
  { id, name, email, role }: StoredInvitation,
): D1PreparedStatement {
  const about = { kind, id, name };
  const before = { email, role };
  return auditedIfChanged(context, { site: "", what: "invitation.withdrawn", about, before });
}

function invitationOf({ madeAtMs, expiresAtMs, ...invitation }: StoredInvitation): Invitation {
  return {
    ...invitation,
    madeAt: new Date(madeAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}
