/** Of the curve P-256, as COSE numbers them: RFC 9053, 7.1. */
const p256 = 1;
const numberBytes = 32;
const tags = { sequence: 0x30, integer: 0x02 } as const;

/**
 * An ECDSA signature as passkeys give it (DER of two integers: RFC 3279, 2.2.3) in the form that Web Crypto takes: both of
 * them after each other, 32 bytes each.
 * @param curve COSE's number; passkeys on others than P-256 are not asked for.
 * @throws Error for anything else, however it came about.
 */
export function rawSignature(signature: Uint8Array, curve: number): Uint8Array {
  if (curve !== p256 || signature[0] !== tags.sequence || signature[1] !== signature.length - 2)
    throw new Error("This is no ECDSA signature on P-256.");
  const first = integerAt(signature, 2);
  const second = integerAt(signature, first.end);
  if (second.end !== signature.length) throw new Error("An ECDSA signature has two numbers.");
  const raw = new Uint8Array(2 * numberBytes);
  raw.set(first.bytes, numberBytes - first.bytes.length);
  raw.set(second.bytes, 2 * numberBytes - second.bytes.length);
  return raw;
}

/** All lengths are short, below 128, in a signature on this curve. */
function integerAt(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const digits = der.subarray(at + 2, end);
  // A zero before it says that a number which begins with a one bit is not negative.
  const bytes = digits[0] === 0 ? digits.subarray(1) : digits;
  const isNegative = digits[0] !== undefined && digits[0] >= 0x80;
  if (
    der[at] !== tags.integer ||
    digits.length !== length ||
    length === 0 ||
    isNegative ||
    bytes.length > numberBytes
  )
    throw new Error("A number of this ECDSA signature cannot be read.");
  return { bytes, end };
}
