/** True for `/path`, `?query`, `#part` and http(s) addresses. `//host` is refused: it reads like a path and is none. */
export function isSafeLink(link: string): boolean {
  if (/^[?#]/.test(link)) return true;
  // Browsers drop tabs and newlines in addresses and read a backslash as a slash: none of them may hide a host.
  if (/[\s\\\u0000-\u001f]/.test(link)) return false;
  if (link.startsWith("/")) return !link.startsWith("//");
  return /^https?:\/\/[^/]/i.test(link);
}

/** Where a link or button may lead: a path on the shop, or a web address. Never `javascript:` and its relatives. */
export const linkRule = "A link is a path such as /cart, or an address that starts with https:// or http://.";
