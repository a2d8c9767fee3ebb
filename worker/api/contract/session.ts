import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import * as v from "valibot";
import { EmailAddress } from "../../../model/user-input.ts";
import { UsedPasskey } from "../../sign-in/passkey-answers.ts";
import { hasChallenge } from "./answers.ts";
import { type Endpoints, everybody } from "./endpoint.ts";

export const SignIn = v.object({ token: v.pipe(v.string(), v.maxLength(200)) });

export const TypedPassword = v.object({
  email: EmailAddress,
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
});

const WhoIs = v.object({
  user: v.object({
    id: v.string(),
    name: v.string(),
    role: v.picklist(everybody),
  }),
});

/** Of every way: the last where somebody is removed just then. */
const signingIn = ["too_many_requests", "not_signed_in"] as const;

export const sessionEndpoints = {
  "POST /session": {
    does: "Signs in by the token of a sign-in link or an invitation, once. The answer sets the session's cookie.",
    who: "anybody",
    body: SignIn,
    answer: WhoIs,
    errors: [...signingIn, "link_expired"],
    leaves: "invitation.accepted",
  },
  "POST /session/password": {
    does: "Signs in by an e-mail address and a password. Which of the two is wrong is not told.",
    who: "anybody",
    body: TypedPassword,
    answer: WhoIs,
    errors: [...signingIn, "sign_in_failed"],
  },
  "GET /session/ways": {
    does: "Which ways to sign in there are besides links, passkeys and passwords.",
    who: "anybody",
    answer: v.object({ access: v.boolean() }),
  },
  "POST /session/access": {
    does: "Signs in whoever came through Cloudflare Access, by the e-mail address that it vouches for.",
    who: "anybody",
    answer: WhoIs,
    errors: [...signingIn, "sign_in_failed", "not_invited", "not_found", "temporarily_unavailable"],
  },
  "POST /session/passkey/options": {
    does: "What navigator.credentials.get() takes, as JSON (PublicKeyCredentialRequestOptionsJSON of WebAuthn); good for 5 minutes.",
    who: "anybody",
    answer: v.object({ options: v.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge) }),
  },
  "POST /session/passkey": {
    does: "Signs in by what navigator.credentials.get() answered, as JSON.",
    who: "anybody",
    body: UsedPasskey,
    answer: WhoIs,
    errors: [...signingIn, "sign_in_failed"],
  },
  "GET /session": {
    does: "Says who is signed in.",
    who: "anybody",
    answer: WhoIs,
    errors: ["not_signed_in"],
  },
  "DELETE /session": {
    does: "Signs out.",
    who: "anybody",
    answer: v.object({ signedOut: v.literal(true) }),
  },
} as const satisfies Endpoints;
