import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { SignInWay } from "../../model/sign-in-way.ts";
import type { Role, SignedInUser } from "../../model/user.ts";

/**
 * People who work with the dashboard, and how they sign in. What changes who may come in wants whoever asks to have proved
 * who they are in the last 15 minutes; otherwise the answer is `sign_in_again`.
 */
export interface PeopleApi {
  /** By a sign-in link's or an invitation's token, once. */
  "POST /session": { body: { token: string }; answer: { user: SignedInUser } };
  /**
   * `sign_in_failed` says nothing of which of the two is wrong. Of all ways to sign in, `too_many_requests` after too many
   * failures in a quarter of an hour, from one address or for one account.
   */
  "POST /session/password": { body: { email: string; password: string }; answer: { user: SignedInUser } };
  /** Which ways there are besides links, passkeys and passwords. */
  "GET /session/ways": { body: undefined; answer: { access: boolean } };
  /** For whoever comes through Cloudflare Access; `not_invited` where their address is no account's. */
  "POST /session/access": { body: undefined; answer: { user: SignedInUser } };
  /** What `navigator.credentials.get()` takes, as JSON; good for 5 minutes. */
  "POST /session/passkey/options": {
    body: undefined;
    answer: { options: PublicKeyCredentialRequestOptionsJSON };
  };
  /** What came of it, as JSON. */
  "POST /session/passkey": { body: UsedPasskey; answer: { user: SignedInUser } };
  "GET /session": { body: undefined; answer: { user: SignedInUser } };
  "DELETE /session": { body: undefined; answer: { signedOut: true } };

  /** For owners. */
  "GET /users": { body: undefined; answer: { users: User[] } };
  /** `last_owner` where nobody else is an owner. For owners. */
  "POST /users/:id/role": { body: { role: Role }; answer: { user: User } };
  /** A link for somebody who cannot sign in otherwise: works once, for 24 hours, and is told this once. For owners. 201. */
  "POST /users/:id/sign-in-link": { body: undefined; answer: { url: string; expiresAt: string } };
  /** With their sessions, passkeys and links, and the invitations that they made. For owners. */
  "DELETE /users/:id": { body: undefined; answer: { removed: true } };

  /** Whoever was invited and did not come yet, the newest first. For owners. */
  "GET /invitations": { body: undefined; answer: { invitations: Invitation[] } };
  /** The link is told this once; an older one for the same address opens nothing any more. For owners. 201. */
  "POST /invitations": {
    body: { name: string; email: string; role: Role };
    answer: { invitation: Invitation; url: string };
  };
  "DELETE /invitations/:id": { body: undefined; answer: { withdrawn: true } };

  "GET /me": { body: undefined; answer: Me };
  /** The e-mail address is what passwords and Cloudflare Access know an account by. */
  "PUT /me": { body: { name: string; email: string }; answer: { name: string; email: string } };
  /** At least 15 characters. Ends all other sessions. */
  "PUT /me/password": { body: { password: string }; answer: { saved: true } };
  "DELETE /me/password": { body: undefined; answer: { removed: true } };
  /** What `navigator.credentials.create()` takes, as JSON; good for 5 minutes. */
  "POST /me/passkeys/options": {
    body: undefined;
    answer: { options: PublicKeyCredentialCreationOptionsJSON };
  };
  /** What came of it, as JSON. 201. */
  "POST /me/passkeys": { body: { name: string; passkey: MadePasskey }; answer: { passkey: Passkey } };
  "DELETE /me/passkeys/:id": { body: undefined; answer: { removed: true } };
  /** Ends all sessions but the one that asks. */
  "DELETE /me/sessions": { body: undefined; answer: { ended: number } };
  "DELETE /me/sessions/:id": { body: undefined; answer: { ended: number } };
}

/** Somebody who works with the dashboard. Times are ISO 8601. */
export interface User extends SignedInUser {
  /** `null` for the first owner, until they say it. */
  email: string | null;
  /** `null` for the first owner. */
  addedAt: string | null;
  hasPassword: boolean;
  /** How many. */
  passkeys: number;
  /** Give or take 5 minutes; `null` where they are signed in nowhere. */
  seenAt: string | null;
}

export interface Invitation {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** ISO 8601. */
  madeAt: string;
  /** The name of whoever invited them. */
  madeBy: string;
  expiresAt: string;
}

/** Whoever asks. */
export interface Me {
  name: string;
  email: string | null;
  role: Role;
  /** The newest first. */
  passkeys: Passkey[];
  /** ISO 8601; `null` while there is none. */
  passwordSetAt: string | null;
  /** The one that was seen last first. */
  sessions: SessionSummary[];
}

/** Of https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson, what is looked at. */
export interface UsedPasskey {
  id: string;
  rawId: string;
  type: "public-key";
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}

/** Of https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson, what is looked at. */
export interface MadePasskey {
  id: string;
  rawId: string;
  type: "public-key";
  response: { clientDataJSON: string; attestationObject: string };
}

export interface Passkey {
  /** Its credential's, base64url. */
  id: string;
  name: string;
  /** ISO 8601. */
  addedAt: string;
  /** `null` until it was signed in with. */
  usedAt: string | null;
}

export interface SessionSummary {
  id: string;
  way: SignInWay;
  /** Such as "Firefox on Windows"; `null` where it is not known. */
  device: string | null;
  /** Such as "Utrecht, NL". */
  place: string | null;
  /** ISO 8601. */
  begunAt: string;
  /** Give or take 5 minutes. */
  seenAt: string;
  /** The one that asks. */
  isThis: boolean;
}
