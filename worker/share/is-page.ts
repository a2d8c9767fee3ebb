/** Whether an answer is a page that can be read and rewritten; everything else is passed on. */
export function isPage(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  return response.body !== null && isHeadOfPage(response);
}

/** The same for an answer without a body. A shop's page of an error, and what is saved as a file, are nobody's. */
export function isHeadOfPage(response: Response): boolean {
  const { status, headers } = response;
  if (status !== 200 || !isHtml(response)) return false;
  if (/^\s*attachment/i.test(headers.get("content-disposition") ?? "")) return false;
  // Of other encodings the platform hands out the bytes as they are.
  return /^\s*(identity|gzip|br)?\s*$/i.test(headers.get("content-encoding") ?? "");
}

export function isHtml({ headers }: Pick<Response, "headers">): boolean {
  // Elsewhere than in HTML, one unclosed tag of ours would break the whole page.
  return /^\s*text\/html\b/i.test(headers.get("content-type") ?? "");
}
