import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derSignature } from "../testing/der-signature.ts";
import { rawSignature } from "./ecdsa-signature.ts";

const raw = fc.uint8Array({ minLength: 64, maxLength: 64 });
/** Short numbers too: their first bytes are zeros. */
const anySignature = fc.tuple(raw, fc.nat(33), fc.nat(33)).map(([bytes, first, second]) => {
  const signature = Uint8Array.from(bytes);
  signature.fill(0, 0, Math.min(first, 31));
  signature.fill(0, 32, 32 + Math.min(second, 31));
  return signature;
});

describe("a signature of a passkey", () => {
  it("is read back as it was, whatever its numbers", () => {
    fc.assert(
      fc.property(anySignature, (signature) => {
        expect(rawSignature(derSignature(signature), 1)).toEqual(signature);
      }),
    );
  });

  it("is verified by the platform in that form", async () => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const pair = (await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"])) as CryptoKeyPair;
    const text = new TextEncoder().encode("signed");
    const signed = new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, text));
    const read = rawSignature(derSignature(signed), 1);
    expect(await crypto.subtle.verify(algorithm, pair.publicKey, read, text)).toBe(true);
  });

  it("that is anything else is refused", () => {
    const good = derSignature(Uint8Array.from({ length: 64 }, (_, index) => index + 1));
    const changed = (at: number, byte: number) => good.with(at, byte);
    const bad = [
      new Uint8Array(),
      good.subarray(0, -1),
      Uint8Array.of(...good, 0),
      changed(0, 0x31),
      changed(1, 5),
      changed(2, 0x03),
      changed(3, 0),
      changed(3, 200),
      changed(4, 0x80),
    ];
    for (const signature of bad) expect(() => rawSignature(signature, 1), signature.toHex()).toThrow("ECDSA");
    expect(() => rawSignature(good, 2)).toThrow("P-256");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          return rawSignature(bytes, 1).length === 64;
        } catch (error) {
          return (error as Error).message.includes("ECDSA");
        }
      }),
    );
  });
});
