import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);
const cost = { N: 2 ** 14, r: 8, p: 5 };
const keyLength = 32;

/** Turns a password into what is stored: a fresh salt and the derived key, as "salt:key" in hex. */
export async function sealPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize("NFKC"), salt, keyLength, cost);
  return `${salt.toString("hex")}:${key.toString("hex")}`;
}

/**
 * Whether a password fits a seal. With no seal (no such customer) it does the same work and says no, so that
 * the time it takes does not tell who is registered.
 */
export async function passwordFits(password: string, seal: string | undefined): Promise<boolean> {
  const [salt = "", key = ""] = (seal ?? "").split(":");
  const found = await derive(password.normalize("NFKC"), Buffer.from(salt || "00", "hex"), keyLength, cost);
  const kept = Buffer.from(key, "hex");
  return kept.length === found.length && timingSafeEqual(kept, found);
}
