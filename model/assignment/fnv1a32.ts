/**
 * FNV-1a, 32 bit, over the code units of a text, as an unsigned number.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/, constants for 32 bits.
 */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
