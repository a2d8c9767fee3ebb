import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password.ts";

describe("a password", () => {
  it("is known again by its hash, which is another each time and says how it was made", async () => {
    const [hash, again] = [
      await hashPassword("correct horse battery"),
      await hashPassword("correct horse battery"),
    ];
    expect(hash).toMatch(/^scrypt\$16384\$8\$5\$/);
    expect(again).not.toBe(hash);
    expect(await isPassword("correct horse battery", hash)).toBe(true);
    expect(await isPassword("correct horse batterz", hash)).toBe(false);
    expect(await isPassword("correct horse battery", undefined)).toBe(false);
    expect(await isPassword("correct horse battery", "")).toBe(false);
  });

  it("is the same however a keyboard composes its letters", async () => {
    const hash = await hashPassword("Z\u00fcrich am See, 1291");
    expect(await isPassword("Zu\u0308rich am See, 1291", hash)).toBe(true);
  });

  it("is hashed as RFC 7914 says", async () => {
    const salt = new TextEncoder().encode("SodiumChloride").toBase64();
    const expected =
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887";
    const hash = `scrypt$16384$8$1$${salt}$${Uint8Array.fromHex(expected).toBase64()}`;
    expect(await isPassword("pleaseletmein", hash)).toBe(true);
  });
});
