import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import * as v from "valibot";
import { Name } from "../../../model/identifier.ts";
import { signInWays } from "../../../model/sign-in-way.ts";
import { NewPassword, OwnDetails, RoleName } from "../../../model/user-input.ts";
import { MadePasskey } from "../../sign-in/passkey-answers.ts";
import { Count, hasChallenge, Moment } from "./answers.ts";
import { type Endpoints, everybody } from "./endpoint.ts";

export const Password = v.object({ password: NewPassword });
export const NewPasskey = v.object({ name: Name, passkey: MadePasskey });

const Passkey = v.object({
  /** Its credential's, base64url. */
  id: v.string(),
  name: v.string(),
  addedAt: Moment,
  /** `null` until it was signed in with. */
  usedAt: v.nullable(Moment),
});
export type Passkey = v.InferOutput<typeof Passkey>;

const SessionSummary = v.object({
  id: v.string(),
  way: v.picklist(signInWays),
  /** Such as "Firefox on Windows"; `null` where it is not known. */
  device: v.nullable(v.string()),
  /** Such as "Utrecht, NL". */
  place: v.nullable(v.string()),
  begunAt: Moment,
  /** Give or take 5 minutes. */
  seenAt: Moment,
  /** The one that asks. */
  isThis: v.boolean(),
});
export type SessionSummary = v.InferOutput<typeof SessionSummary>;

const Ended = v.object({ ended: Count });

export const meEndpoints = {
  "GET /me": {
    does: "Whoever asks: how they sign in, and where they are signed in. Passkeys come with the newest first, sessions with the one that was seen last.",
    who: everybody,
    answer: v.object({
      name: v.string(),
      email: v.nullable(v.string()),
      role: RoleName,
      passkeys: v.array(Passkey),
      /** `null` while there is none. */
      passwordSetAt: v.nullable(Moment),
      sessions: v.array(SessionSummary),
    }),
  },
  "PUT /me": {
    does: "Says how one is called, and the e-mail address that passwords and Cloudflare Access know the account by.",
    who: everybody,
    body: OwnDetails,
    answer: v.object({ name: v.string(), email: v.string() }),
    errors: ["sign_in_again", "conflict"],
    leaves: "user.saved",
  },
  "PUT /me/password": {
    does: "Sets a password of at least 15 characters. All other sessions end.",
    who: everybody,
    body: Password,
    answer: v.object({ saved: v.literal(true) }),
    errors: ["sign_in_again"],
    leaves: "user.password_set",
  },
  "DELETE /me/password": {
    does: "Takes the password away. All other sessions end.",
    who: everybody,
    answer: v.object({ removed: v.literal(true) }),
    errors: ["sign_in_again"],
    leaves: "user.password_removed",
  },
  "POST /me/passkeys/options": {
    does: "What navigator.credentials.create() takes, as JSON (PublicKeyCredentialCreationOptionsJSON of WebAuthn); good for 5 minutes.",
    who: everybody,
    answer: v.object({ options: v.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge) }),
    errors: ["sign_in_again"],
  },
  "POST /me/passkeys": {
    does: "Adds a passkey by what navigator.credentials.create() answered, as JSON.",
    who: everybody,
    body: NewPasskey,
    answer: v.object({ passkey: Passkey }),
    statuses: [201],
    errors: ["sign_in_again", "conflict"],
    leaves: "user.passkey_added",
  },
  "DELETE /me/passkeys/:id": {
    does: "The passkey signs nobody in any more.",
    who: everybody,
    answer: v.object({ removed: v.literal(true) }),
    errors: ["sign_in_again"],
    leaves: "user.passkey_removed",
  },
  "DELETE /me/sessions": {
    does: "Ends all sessions but the one that asks.",
    who: everybody,
    answer: Ended,
    leaves: "user.sessions_ended",
  },
  "DELETE /me/sessions/:id": {
    does: "Ends one session.",
    who: everybody,
    answer: Ended,
    leaves: "user.sessions_ended",
  },
} as const satisfies Endpoints;
