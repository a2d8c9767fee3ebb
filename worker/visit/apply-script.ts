import type { Deciding } from "../decide/compile-rules.ts";
import { liveBundle } from "../store/live-bundle.ts";
import type { OwnCall } from "./own-call.ts";
import { regionsOf } from "./page-regions.ts";
import { snippetFile } from "./snippet-file.ts";

/** Of a bundle, as it is served with it. */
const known = new WeakMap<Deciding, string>();

/**
 * The script that makes changes in the browser, with a last line that says where there may be some: `ewRegions`, a
 * function of this module, which no other script sees, and which may be called before that line is reached. Since the
 * line changes with what is published, what a browser has of the script is of no use to it.
 */
export async function applyScript(
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
  return new Response((await script.text()) + lastLine(deciding), { headers });
}

function lastLine(deciding: Deciding | undefined): string {
  if (deciding === undefined) return "";
  const line =
    known.get(deciding) ?? `\nfunction ewRegions(){return ${JSON.stringify(regionsOf(deciding))}}\n`;
  known.set(deciding, line);
  return line;
}
