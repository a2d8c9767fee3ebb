import { replaced, without } from "./trim-code.ts";

/** The routes: no other framework is mounted among them, and they are asked as a module of the worker only. */
export function trimHono(code: string): string {
  return without(code, "mount fire request");
}

/** What a handler gets: it answers with JSON or with a response of its own, and shows no pages. */
export function trimContext(code: string): string {
  return without(code, "event render setLayout getLayout setRenderer html redirect");
}

/** Bodies are read from the request itself, up to a limit; queries as the platform reads them. Of each name the first counts. */
export function trimRequest(code: string): string {
  const names =
    "parseBody json text arrayBuffer bytes blob formData addValidatedData valid matchedRoutes routePath";
  const query = "const { searchParams } = new URL(this.url);";
  const asked = replaced(
    without(code, `#cachedBody ${names}`),
    /return getQueryParams\(this\.url, key\);/,
    `${query}
		return searchParams.has(key) ? searchParams.getAll(key) : undefined;`,
  );
  return replaced(
    asked,
    /return getQueryParam\(this\.url, key\);/,
    `${query}
		return key ? (searchParams.get(key) ?? undefined) : Object.fromEntries([...searchParams].reverse());`,
  );
}
