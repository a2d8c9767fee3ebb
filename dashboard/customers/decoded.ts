/** A part of an address as it was meant; what is not percent-encoded rightly, as it stands. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
