/** An ECDSA signature on P-256 as passkeys give it, from the form that Web Crypto gives. */
export function derSignature(raw: Uint8Array): Uint8Array {
  const numbers = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.of(0x30, numbers.length, ...numbers);
}

function integer(bytes: Uint8Array): number[] {
  const digits = Array.from(bytes);
  while (digits.length > 1 && digits[0] === 0) digits.shift();
  if ((digits[0] ?? 0) >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}
