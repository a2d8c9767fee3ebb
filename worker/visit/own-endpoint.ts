import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import { checkPlaces } from "./check-places.ts";
import { decideForPage } from "./decide-for-page.ts";
import type { OwnCall } from "./own-call.ts";
import { findElements } from "./find-elements.ts";
import { isSnippetFile, pinnedScripts, snippetFile } from "./snippet-file.ts";
import { scriptOfRegions } from "./script-of-regions.ts";
import { takeConsent } from "./take-consent.ts";
import { takeCoupons } from "./take-coupons.ts";
import { takeEvents } from "./take-events.ts";

/** The few addresses below the prefix. They are ours, so their errors are too. */
export async function ownEndpoint(request: Request, env: EdgeEnv, call: OwnCall): Promise<Response> {
  try {
    switch (call.name) {
      case "e":
        return await takeEvents(request, env, call);
      case "c":
        return await takeConsent(request, env, call);
      case "decide":
        return await decideForPage(request, env, call);
      case "coupons":
        return await takeCoupons(request, env, call);
      case "find":
        return await findElements(request, env, call);
      case "places":
        return await checkPlaces(request, env, call);
      case "apply.js":
      case "cover.js":
        return await scriptOfRegions(request, env, call);
      case "ok":
        return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
      case "snippet.json":
        return await pinnedScripts(request, env, call.name);
      default:
        if (isSnippetFile(call.name)) return await snippetFile(request, env, call.name);
        throw new AnswerError("not_found", "There is nothing at this address.");
    }
  } catch (error) {
    return errorAnswer(error, requestIdOf(request));
  }
}
