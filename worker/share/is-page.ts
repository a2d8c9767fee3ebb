/** Whether an answer is a page that can be read and rewritten; everything else is passed on. */
export function isPage(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  if (response.status !== 200 || response.body === null) return false;
  if (/^\s*attachment/i.test(response.headers.get("content-disposition") ?? "")) return false;
  // Elsewhere than in HTML, one unclosed tag of ours would break the whole page.
  if (!/^\s*text\/html\b/i.test(response.headers.get("content-type") ?? "")) return false;
  // Of other encodings the platform hands out the bytes as they are.
  return /^\s*(identity|gzip|br)?\s*$/i.test(response.headers.get("content-encoding") ?? "");
}
