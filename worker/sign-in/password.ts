import { scrypt, timingSafeEqual } from "node:crypto";

/**
 * What a hash costs: 16 MiB and five passes, the parameters of OWASP's list that leave an isolate's 128 MB room for several at once.
 * Source: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const hashBytes = 32;
const saltBytes = 16;

/** A hash as it is stored: how it was made, a salt, and the hash itself, in base64. */
const stored = /^scrypt\$(\d{1,6})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/=]{1,100})\$([A-Za-z0-9+/=]{1,100})$/;

/** What is stored of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const hash = await hashed(password, salt, hashBytes, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toBase64(), hash.toBase64()].join("$");
}

/**
 * Whether this is the password. It takes as long where there is none, so that nobody learns by it who has an account.
 * @param hash as {@link hashPassword} gave it; `undefined` where there is no account or it has no password.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = "", expected = ""] = stored.exec(hash ?? "") ?? [];
  if (expected === "") {
    await hashed(password, new Uint8Array(saltBytes), hashBytes, cost);
    return false;
  }
  const right = Uint8Array.fromBase64(expected);
  const given = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await hashed(password, Uint8Array.fromBase64(salt), right.length, given), right);
}

/** Written in one way, as keyboards compose letters differently: RFC 8265, 4.2.2. */
function hashed(
  password: string,
  salt: Uint8Array,
  bytes: number,
  { N, r, p }: typeof cost,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, { N, r, p }, (error, hash) => {
      if (error === null) resolve(new Uint8Array(hash));
      else reject(error);
    });
  });
}
