import * as v from "valibot";
import { NewInvitation, RoleName } from "../../../model/user-input.ts";
import { Count, Moment } from "./answers.ts";
import { type Endpoints, owners } from "./endpoint.ts";

export const NewRole = v.object({ role: RoleName });

/** Somebody who works with the dashboard. */
const User = v.object({
  id: v.string(),
  name: v.string(),
  role: RoleName,
  /** `null` for the first owner, until they say it. */
  email: v.nullable(v.string()),
  /** `null` for the first owner. */
  addedAt: v.nullable(Moment),
  hasPassword: v.boolean(),
  /** How many. */
  passkeys: Count,
  /** Give or take 5 minutes; `null` where they are signed in nowhere. */
  seenAt: v.nullable(Moment),
});
export type User = v.InferOutput<typeof User>;

const Invitation = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  role: RoleName,
  madeAt: Moment,
  /** The name of whoever invited them. */
  madeBy: v.string(),
  expiresAt: Moment,
});
export type Invitation = v.InferOutput<typeof Invitation>;

export const peopleEndpoints = {
  "GET /users": {
    does: "Who works with the dashboard, by name.",
    who: owners,
    answer: v.object({ users: v.array(User) }),
  },
  "POST /users/:id/role": {
    does: "Gives somebody another role. It counts from their next request. One owner stays.",
    who: owners,
    body: NewRole,
    answer: v.object({ user: User }),
    errors: ["sign_in_again", "last_owner"],
    leaves: "user.role_changed",
  },
  "POST /users/:id/sign-in-link": {
    does: "A link for somebody who cannot sign in otherwise: it works once, for 24 hours, and is told this once.",
    who: owners,
    answer: v.object({ url: v.string(), expiresAt: Moment }),
    statuses: [201],
    errors: ["sign_in_again"],
    leaves: "user.link_made",
  },
  "DELETE /users/:id": {
    does: "Removes somebody, with their sessions, passkeys and links, and the invitations that they made. One owner stays.",
    who: owners,
    answer: v.object({ removed: v.literal(true) }),
    errors: ["sign_in_again", "last_owner"],
    leaves: "user.removed",
  },
  "GET /invitations": {
    does: "Whoever was invited and did not come yet, the newest first.",
    who: owners,
    answer: v.object({ invitations: v.array(Invitation) }),
  },
  "POST /invitations": {
    does: "Invites somebody. Nothing is sent: the link is told this once. An older one for the same address opens nothing any more.",
    who: owners,
    body: NewInvitation,
    answer: v.object({ invitation: Invitation, url: v.string() }),
    statuses: [201],
    errors: ["sign_in_again", "conflict"],
    leaves: "user.invited",
  },
  "DELETE /invitations/:id": {
    does: "The invitation opens nothing any more.",
    who: owners,
    answer: v.object({ withdrawn: v.literal(true) }),
    leaves: "invitation.withdrawn",
  },
} as const satisfies Endpoints;
