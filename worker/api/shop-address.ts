import type { Site } from "../../model/site.ts";

/** On the shop's first host, at the port that the dashboard was asked at: on a laptop both share one. */
export function shopAddress(
  { hosts }: Site,
  path: string,
  params: Readonly<Record<string, string>>,
  dashboard: URL,
): string {
  const url = new URL(dashboard.origin);
  url.hostname = hosts[0] ?? url.hostname;
  const [pathname = "/", query] = path.split("?", 2);
  url.pathname = pathname;
  url.search = query === undefined ? "" : query;
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}
