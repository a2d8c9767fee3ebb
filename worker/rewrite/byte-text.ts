import { Buffer } from "node:buffer";

/**
 * Reads bytes as one character each, whatever their character set: every byte that means something in a tag is ASCII.
 * Such a text takes as much room as its bytes; with a `TextDecoder`, which knows `€` at 0x80, it would take twice that.
 */
export function textOf(bytes: Uint8Array): string {
  return inPlace(bytes).toString("latin1");
}

export function areSameBytes(bytes: Uint8Array, others: Uint8Array): boolean {
  return inPlace(bytes).equals(others);
}

function inPlace({ buffer, byteOffset, byteLength }: Uint8Array) {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A text as it is in a page in UTF-8, a character for each byte. */
export function bytesOf(text: string): string {
  return isAscii(text) ? text : textOf(new TextEncoder().encode(text));
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}
