import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import type { OwnCall } from "./own-call.ts";
import { takeEvents } from "./take-events.ts";

/** The few addresses below the prefix. They are ours, so their errors are too. */
export async function ownEndpoint(request: Request, env: Env, call: OwnCall): Promise<Response> {
  try {
    switch (call.name) {
      case "s.js":
        return await snippet(request, env);
      case "e":
        return await takeEvents(request, env, call);
      case "ok":
        return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
      default:
        throw new AnswerError("not_found", "There is nothing at this address.");
    }
  } catch (error) {
    return errorAnswer(error, requestIdOf(request));
  }
}

async function snippet(request: Request, env: Env): Promise<Response> {
  const asset = await env.ASSETS.fetch(new URL("/snippet/s.js", request.url), { headers: request.headers });
  const headers = new Headers(asset.headers);
  // The address stays while the snippet changes, so a browser keeps it for minutes, not for days.
  headers.set("cache-control", "public, max-age=300, stale-while-revalidate=86400");
  if (asset.ok) headers.set("content-type", "text/javascript; charset=utf-8");
  headers.set("x-content-type-options", "nosniff");
  return new Response(asset.body, { status: asset.status, headers });
}
