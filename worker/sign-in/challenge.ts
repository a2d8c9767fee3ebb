import { keyedDigest, readKeys, toBase64Url } from "../recognise/seal.ts";
import { isAnsweredFirst } from "../store/answered-challenges.ts";

const lastsMs = 5 * 60_000;

/** A moment, a random part, and our own mark of both. */
const pattern = /^(\d{1,16})\.([\w-]{22})\.([\w-]{27})$/;

type Keys = Pick<Env, "COOKIE_KEYS">;

/**
 * Something for a passkey to sign, for 5 minutes. It carries our mark, so nothing is written down for strangers who only ask.
 * @param purpose binds it to one use by one person.
 */
export async function newChallenge({ COOKIE_KEYS }: Keys, purpose: string, nowMs: number): Promise<string> {
  const start = `${nowMs + lastsMs}.${toBase64Url(crypto.getRandomValues(new Uint8Array(16)))}`;
  return `${start}.${await markOf(COOKIE_KEYS, purpose, start)}`;
}

/**
 * Whether it is one of ours, for this, and still good.
 * @param answered as browsers give it back: base64url.
 */
export async function isChallenge(
  { COOKIE_KEYS }: Keys,
  purpose: string,
  answered: string,
  nowMs: number,
): Promise<boolean> {
  const [, untilMs = "0", random = "", mark = ""] = pattern.exec(textOf(answered)) ?? [];
  return Number(untilMs) > nowMs && mark === (await markOf(COOKIE_KEYS, purpose, `${untilMs}.${random}`));
}

/** Takes a challenge that was answered rightly. @returns false where that happened before: nobody signs in by what they overheard. */
export function takeChallenge({ DB }: Pick<Env, "DB">, answered: string, nowMs: number): Promise<boolean> {
  return isAnsweredFirst(DB, answered, nowMs, nowMs + lastsMs);
}

/** The challenge that was answered; empty where it cannot be read. */
export function challengeOf({ response }: { response: { clientDataJSON: string } }): string {
  try {
    const bytes = Uint8Array.fromBase64(response.clientDataJSON, { alphabet: "base64url" });
    const { challenge } = JSON.parse(new TextDecoder().decode(bytes)) as { challenge?: unknown };
    return typeof challenge === "string" ? challenge : "";
  } catch {
    return "";
  }
}

async function markOf(secret: string, purpose: string, start: string): Promise<string> {
  return keyedDigest(await readKeys(secret), `challenge to ${purpose}`, start);
}

function textOf(base64Url: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(base64Url, { alphabet: "base64url" }));
  } catch {
    return "";
  }
}
