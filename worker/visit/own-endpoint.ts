import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import { inTime } from "../wait/in-time.ts";
import type { OwnCall } from "./own-call.ts";
import { takeConsent } from "./take-consent.ts";
import { takeEvents } from "./take-events.ts";

/** The few addresses below the prefix. They are ours, so their errors are too. */
export async function ownEndpoint(request: Request, env: Env, call: OwnCall): Promise<Response> {
  try {
    switch (call.name) {
      case "s.js":
      case "c.js":
      case "offer.js":
        return await script(request, env, call.name);
      case "keep.js":
        return await script(request, env, "survive.js");
      case "e":
        return await takeEvents(request, env, call);
      case "c":
        return await takeConsent(request, env, call);
      case "ok":
        return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
      default:
        throw new AnswerError("not_found", "There is nothing at this address.");
    }
  } catch (error) {
    return errorAnswer(error, requestIdOf(request));
  }
}

/** The shop's page has not loaded, as browsers count it, before its scripts have. */
const snippetDeadlineMs = 3000;

async function script(request: Request, env: Env, name: string): Promise<Response> {
  const asset = await snippetAsset(request, env, name);
  const headers = new Headers(asset.headers);
  // The address stays while the snippet changes, so a browser keeps it for minutes, not for days.
  headers.set("cache-control", "public, max-age=300, stale-while-revalidate=86400");
  if (asset.ok) headers.set("content-type", "text/javascript; charset=utf-8");
  headers.set("x-content-type-options", "nosniff");
  return new Response(asset.body, { status: asset.status, headers });
}

/** The snippet, or the word that the browser's copy of it is still good. @throws AnswerError where it is anything else. */
async function snippetAsset(request: Request, env: Env, name: string): Promise<Response> {
  try {
    const asked = env.ASSETS.fetch(new URL(`/snippet/${name}`, request.url), { headers: request.headers });
    const asset = await inTime(asked, snippetDeadlineMs, "The snippet's file");
    const isScript = asset.ok && /javascript/.test(asset.headers.get("content-type") ?? "");
    if (isScript || asset.status === 304) return asset;
    throw new Error(`It is ${asset.status} ${asset.headers.get("content-type")}.`);
  } catch (error) {
    console.error({ message: "The snippet could not be read.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "The snippet cannot be given now.");
  }
}
