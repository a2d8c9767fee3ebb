import { Hono } from "hono/tiny";
import type { ApiEnv } from "./signed-in.ts";

/** The API's description in OpenAPI, which is built from the table of endpoints: whoever may call one may read it. */
export const descriptionRoutes = new Hono<ApiEnv>().get("/", async ({ env, req }) => {
  const file = await env.ASSETS.fetch(new URL("/openapi.json", req.url));
  return new Response(file.body, { headers: { "content-type": "application/json; charset=utf-8" } });
});
