import type { Api } from "../../worker/api/contract.ts";

/** What stands before the path: every endpoint of the contract. */
export type Endpoint = keyof Api;

/** The names after colons: `"GET /rules/:id?site=:site"` → `"id" | "site"`. */
export type ParameterNames<Path extends string> = Path extends `${string}:${infer Rest}`
  ? FirstName<Rest> | ParameterNames<Rest>
  : never;

type FirstName<Rest extends string> = Rest extends `${infer Name}/${string}`
  ? NameBeforeQuery<Name>
  : NameBeforeQuery<Rest>;
type NameBeforeQuery<Rest extends string> = Rest extends `${infer Name}${"?" | "&"}${string}` ? Name : Rest;

/**
 * `"GET /rules/:id?site=:site"` with its parameters → `{ method: "GET", path: "/api/v1/rules/welcome?site=demo" }`.
 * @param query stands behind what the endpoint's own path ends with.
 */
export function requestLine(
  endpoint: Endpoint,
  parameters: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>> = {},
): { method: string; path: string } {
  const space = endpoint.indexOf(" ");
  const path = endpoint
    .slice(space + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
  const rest = new URLSearchParams(query).toString();
  const joint = rest === "" ? "" : path.includes("?") ? "&" : "?";
  return { method: endpoint.slice(0, space), path: `/api/v1${path}${joint}${rest}` };
}
