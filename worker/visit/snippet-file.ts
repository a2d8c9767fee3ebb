import { AnswerError } from "../answer/error.ts";
import { isOutdated } from "../recognise/is-outdated.ts";
import { inTime } from "../wait/in-time.ts";

/** The snippet and its parts, by a name that stays or one that says what is in it, and their source maps. */
const fileName =
  /^(?:s|c|cover|keep|offer|apply|trigger|platform|vitals|debug|edit|coupon(?:-[a-z]+)?)(?<hash>\.[0-9a-f]{16})?\.js(?<map>\.map)?$/;

/** The shop's page has not loaded, as browsers count it, before its scripts have. */
const deadlineMs = 3000;

/** A file of that name never has another content. */
const forEver = "public, max-age=31536000, immutable";
/**
 * The address stays while the snippet changes, so a browser keeps it for minutes, not for days. It gets what it can read
 * (`isOutdated`), so that nobody else may have the copy.
 */
const forMinutes = "private, max-age=300, stale-while-revalidate=86400";

/** True for the name of something that {@link snippetFile} gives. */
export function isSnippetFile(name: string): boolean {
  return fileName.test(name);
}

/** A script of the snippet, or its source map. Any page may load it, also one that asks for cross-origin isolation. */
export async function snippetFile(request: Request, env: FilesEnv, name: string): Promise<Response> {
  const { hash, map } = fileName.exec(name)?.groups ?? {};
  // Who names what is in it wants just that: an integrity would not match anything else.
  if (hash === undefined && map === undefined && isOutdated(request)) return nothingToRun();
  const asset = await snippetAsset(request, env, name, map === undefined ? /javascript/ : /json/);
  const headers = new Headers(asset.headers);
  headers.set("cache-control", hash === undefined ? forMinutes : forEver);
  if (asset.ok && map === undefined) headers.set("content-type", "text/javascript; charset=utf-8");
  if (map === undefined) headers.set("sourcemap", `${name}.map`);
  return new Response(asset.body, { status: asset.status, headers: open(headers) });
}

/** By the scripts' names: the addresses that never change their content, and its integrity for a tag. */
export async function pinnedScripts(request: Request, env: FilesEnv, name: string): Promise<Response> {
  const asset = await snippetAsset(new Request(request.url), env, name, /json/);
  const pinned = await asset.json<Record<string, { file: string; integrity: string }>>();
  const prefix = new URL(request.url).pathname.slice(0, -name.length);
  const scripts = Object.entries(pinned).map(([script, { file, integrity }]) => {
    return [script, { address: prefix + file, integrity }];
  });
  return Response.json(Object.fromEntries(scripts), {
    headers: open(new Headers({ "cache-control": "no-cache" })),
  });
}

/** Old browsers would tell the shop of a syntax error. */
function nothingToRun(): Response {
  const headers = new Headers({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "private, max-age=300",
  });
  return new Response("/* This browser is too old. */", { headers: open(headers) });
}

function open(headers: Headers): Headers {
  headers.set("x-content-type-options", "nosniff");
  headers.set("access-control-allow-origin", "*");
  headers.set("cross-origin-resource-policy", "cross-origin");
  return headers;
}

/** A file, or the word that the browser's copy of it is still good. @throws AnswerError where it is anything else. */
async function snippetAsset(
  request: Request,
  env: FilesEnv,
  name: string,
  expected: RegExp,
): Promise<Response> {
  const asset = await asked(request, env, name);
  const type = asset.headers.get("content-type") ?? "";
  if (asset.status === 304 || (asset.ok && expected.test(type))) return asset;
  if (asset.status === 404) throw new AnswerError("not_found", "There is no such file of the snippet.");
  console.error({ message: "The snippet could not be read.", error: `It is ${asset.status} ${type}.` });
  throw notNow();
}

async function asked(request: Request, env: FilesEnv, name: string): Promise<Response> {
  try {
    const asking = env.ASSETS.fetch(new URL(`/${name}`, request.url), { headers: request.headers });
    return await inTime(asking, deadlineMs, "The snippet's file");
  } catch (error) {
    console.error({ message: "The snippet could not be read.", error: String(error) });
    throw notNow();
  }
}

function notNow(): AnswerError {
  return new AnswerError("temporarily_unavailable", "The snippet cannot be given now.");
}
