/** Navigations, in this window or in a frame; scripts that fetch a page or a part of one get it as it is. */
export function asksForPage({ method, headers }: Request): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if (headers.has("upgrade")) return false;
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null) return ["document", "iframe", "frame"].includes(destination);
  return /text\/html|\*\/\*/.test(headers.get("accept") ?? "*/*");
}
