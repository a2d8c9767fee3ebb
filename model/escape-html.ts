const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe for HTML, between tags and inside quoted attribute values alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * Everything outside ASCII as numeric entities, so that an insertion reads the same on a page of any character set.
 * Lone surrogates, which no character set can carry, become the replacement character.
 */
export function toAsciiHtml(html: string): string {
  return html.replace(/[^\u0000-\u007f]/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0xfffd;
    return `&#${codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint};`;
  });
}
