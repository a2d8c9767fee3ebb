import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type * as v from "valibot";
import { toBase64Url } from "../recognise/seal.ts";
import { findPasskey, type PasskeyKey, passkeyWasUsed } from "../store/passkeys.ts";
import { challengeOf, isChallenge, newChallenge, takeChallenge } from "./challenge.ts";
import type { MadePasskey, UsedPasskey } from "./passkey-answers.ts";

type Bindings = Pick<Env, "DB" | "COOKIE_KEYS">;

/** Where the dashboard is: a passkey is good on one host, and pages of one origin may use it. */
export interface Place {
  host: string;
  origin: string;
}

/** Ed25519, P-256 and RSA with SHA-256, as COSE numbers them: what authenticators have. */
const algorithms = [-8, -7, -257];
/** A passkey alone is enough, because whoever has it shows a finger, a face or a number, too. */
const userVerification = "required";

const toSignIn = "sign in";
const toAdd = (user: string) => `add a passkey of ${user}`;

/** Who makes a passkey, and those that they have. */
export interface Maker {
  id: string;
  name: string;
  passkeys: readonly { id: string }[];
}

/** What a browser needs to make a passkey. */
export async function optionsToAdd(env: Bindings, place: Place, { id, name, passkeys }: Maker) {
  return generateRegistrationOptions({
    rpName: "Edgewise",
    rpID: place.host,
    userID: new Uint8Array(new TextEncoder().encode(id)),
    userName: name,
    userDisplayName: name,
    challenge: await newChallenge(env, toAdd(id), Date.now()),
    attestationType: "none",
    excludeCredentials: passkeys.map((known) => ({ id: known.id })),
    authenticatorSelection: { residentKey: "required", userVerification },
    supportedAlgorithmIDs: algorithms,
  });
}

/** Checks a passkey that a browser made. @returns `undefined` where it is none that we asked this person for. */
export async function madePasskey(
  env: Bindings,
  place: Place,
  user: string,
  response: v.InferOutput<typeof MadePasskey>,
): Promise<PasskeyKey | undefined> {
  const nowMs = Date.now();
  const checked = await orRefused(
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => isChallenge(env, toAdd(user), challenge, nowMs),
      expectedOrigin: place.origin,
      expectedRPID: place.host,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  const { credential } = checked?.registrationInfo ?? {};
  if (checked?.verified !== true || credential === undefined) return undefined;
  if (!(await takeChallenge(env, challengeOf(response), nowMs))) return undefined;
  return {
    id: credential.id,
    user,
    publicKey: toBase64Url(credential.publicKey),
    counter: credential.counter,
  };
}

/** What a browser needs to sign in with any passkey that it has for us: so nobody says who they are before. */
export async function optionsToSignIn(env: Bindings, place: Place) {
  const challenge = await newChallenge(env, toSignIn, Date.now());
  return generateAuthenticationOptions({ rpID: place.host, challenge, userVerification });
}

/** @returns who signed with their passkey; `undefined` where it is nobody's, or not rightly signed, or heard before. */
export async function whoSigned(
  env: Bindings,
  place: Place,
  response: v.InferOutput<typeof UsedPasskey>,
): Promise<string | undefined> {
  const nowMs = Date.now();
  const passkey = await findPasskey(env.DB, response.id);
  if (passkey === undefined) return undefined;
  const checked = await orRefused(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => isChallenge(env, toSignIn, challenge, nowMs),
      expectedOrigin: place.origin,
      expectedRPID: place.host,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: Uint8Array.fromBase64(passkey.publicKey, { alphabet: "base64url" }),
        counter: passkey.counter,
      },
    }),
  );
  if (checked?.verified !== true) return undefined;
  if (!(await takeChallenge(env, challengeOf(response), nowMs))) return undefined;
  await passkeyWasUsed(env.DB, passkey.id, checked.authenticationInfo.newCounter, nowMs);
  return passkey.user;
}

/** The library throws what is wrong; whoever tries learns only that it is. */
async function orRefused<T>(checking: Promise<T>): Promise<T | undefined> {
  try {
    return await checking;
  } catch (error) {
    console.warn({ message: "A passkey was refused.", error: String(error).slice(0, 300) });
    return undefined;
  }
}
