import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { SignedInUser } from "../../model/user.ts";
import { api } from "../api/api.ts";
import { inviteUser } from "./shop.ts";

/** What the API answered. */
export interface ApiAnswer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what tests look at.
  answer: any;
}

/** Signs somebody in. @returns what calls the API as they do, as in `call("GET /sites")`. */
export async function apiClient(
  role: SignedInUser["role"],
): Promise<(methodAndPath: string, body?: unknown) => Promise<ApiAnswer>> {
  const token = await inviteUser(role, Date.now() + 60_000);
  const signedIn = await ask("POST /session", { token }, "");
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return async (methodAndPath, body) => {
    const response = await ask(methodAndPath, body, cookie);
    return { status: response.status, answer: await response.json() };
  };
}

async function ask(methodAndPath: string, body: unknown, cookie: string): Promise<Response> {
  const [method = "GET", path = "/"] = methodAndPath.split(" ");
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method,
    headers: cookie === "" ? {} : { cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, env, context);
  await waitOnExecutionContext(context);
  return response;
}
