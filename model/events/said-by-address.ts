import { URL } from "../web-standards.ts";

/** Where shops' addresses have what was searched for: as GA4 looks for it (https://support.google.com/analytics/answer/9216061). */
const searchNames = ["q", "s", "search", "query", "keyword"];

/** What a page's address says of the page. Both are `undefined` where it is none. */
interface Said {
  path: string | undefined;
  searchTerm: string | undefined;
}

/** @param address as the page says it, which may be anything. */
export function saidByAddress(address: unknown): Said {
  const { pathname, searchParams } = addressOf(address) ?? {};
  const term = searchNames.map((name) => searchParams?.get(name)?.trim()).find(Boolean);
  return { path: pathname, searchTerm: term };
}

function addressOf(address: unknown): InstanceType<typeof URL> | undefined {
  try {
    return new URL(String(address));
  } catch {
    return undefined;
  }
}
