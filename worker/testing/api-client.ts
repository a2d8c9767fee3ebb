import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Role } from "../../model/user.ts";
import { api } from "./held-api.ts";
import { inviteUser } from "./shop.ts";

/** What the API answered. */
export interface ApiAnswer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what tests look at.
  answer: any;
}

export type ApiClient = (
  methodAndPath: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

/** The host that the dashboard is opened by in these tests. */
export const dashboardOrigin = "https://ew.shop.example";

/** Signs somebody in. @returns what calls the API as they do, as in `call("GET /sites")`. */
export async function apiClient(role: Role): Promise<ApiClient> {
  return clientBy(await inviteUser(role, Date.now() + 60_000));
}

/** The same for whoever has the token of a sign-in link or an invitation. */
export async function clientBy(token: string): Promise<ApiClient> {
  return clientOf(cookieIn(await ask("POST /session", { token })));
}

/** What calls the API with a session's cookie. */
export function clientOf(cookie: string): ApiClient {
  return async (methodAndPath, body, headers) => {
    const response = await ask(methodAndPath, body, { ...headers, cookie });
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, answer: await (isJson ? response.json() : response.text()) };
  };
}

/** The session's cookie that an answer sets, as browsers send it; empty where it sets none. */
export function cookieIn({ headers }: Response): string {
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Calls the API with these headers and no others. */
export async function ask(
  methodAndPath: string,
  body: unknown,
  headers: Record<string, string> = {},
  bindings: Parameters<typeof api.fetch>[1] = env,
): Promise<Response> {
  const [method = "GET", path = "/"] = methodAndPath.split(" ");
  const request = new Request(`${dashboardOrigin}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, bindings, context);
  await waitOnExecutionContext(context);
  return response;
}
