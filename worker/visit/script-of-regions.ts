import type { Deciding } from "../decide/compile-rules.ts";
import { isOutdated } from "../recognise/is-outdated.ts";
import { liveBundle } from "../store/live-bundle.ts";
import type { OwnCall } from "./own-call.ts";
import { regionsOf } from "./page-regions.ts";
import { snippetFile } from "./snippet-file.ts";

/** Of a bundle, as JSON. */
const known = new WeakMap<Deciding, string>();

/**
 * One of the scripts that hide what may be changed, `apply.js` or `cover.js`, with a last line that says where that is. Since
 * the line changes with what is published, what a browser has of the script is of no use to it.
 */
export async function scriptOfRegions(
  request: Request,
  env: FilesEnv,
  { site, name, nowMs, later }: OwnCall,
): Promise<Response> {
  const agent = request.headers.get("user-agent");
  const anew = new Request(request.url, { headers: agent === null ? {} : { "user-agent": agent } });
  const live = liveBundle(env, site, nowMs, later);
  const [script, deciding] = await Promise.all([snippetFile(anew, env, name), live.settle()]);
  const headers = new Headers(script.headers);
  for (const header of ["etag", "last-modified", "content-length"]) headers.delete(header);
  // Old browsers get a script that says nothing, and would tell the shop of a syntax error.
  const isMute = deciding === undefined || isOutdated(anew);
  const line = isMute ? "" : lastLine(name, regionsJson(deciding));
  return new Response((await script.text()) + line, { headers });
}

/**
 * Neither makes a name on the page: the one is a function of its module, which may be called before its line is reached; the
 * other calls what the script has left at its own tag.
 */
function lastLine(name: string, regions: string): string {
  return name === "apply.js"
    ? `\nfunction ewRegions(){return ${regions}}\n`
    : `\ndocument.currentScript.cover?.(${regions})\n`;
}

function regionsJson(deciding: Deciding): string {
  const json = known.get(deciding) ?? JSON.stringify(regionsOf(deciding));
  known.set(deciding, json);
  return json;
}
