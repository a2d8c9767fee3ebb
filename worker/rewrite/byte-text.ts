/** Reads bytes as one character each, whatever their character set: every byte that means something in a tag is ASCII. */
export const byteByByte = new TextDecoder("windows-1252");

/** A text as it is in a page in UTF-8, a character for each byte. */
export function bytesOf(text: string): string {
  return isAscii(text) ? text : byteByByte.decode(new TextEncoder().encode(text));
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}
