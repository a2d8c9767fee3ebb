import { decode, verify } from "hono/jwt";
import * as v from "valibot";

/** Where Cloudflare Access stands before the dashboard. */
export interface AccessSettings {
  /** The team's domain, such as `team.cloudflareaccess.com`. */
  ACCESS_TEAM: string;
  /** The application's audience tag. */
  ACCESS_AUDIENCE: string;
}

/** Whom Access let through, and when they signed in there. */
export interface Passed {
  email: string;
  provedAtMs: number;
}

const deadlineMs = 3000;

/** Both, where both are set. */
export function accessSettings({
  ACCESS_TEAM,
  ACCESS_AUDIENCE,
}: Partial<AccessSettings>): AccessSettings | undefined {
  if (!ACCESS_TEAM || !ACCESS_AUDIENCE) return undefined;
  return { ACCESS_TEAM, ACCESS_AUDIENCE };
}

/**
 * Who came through Access, by the token that it adds to each request.
 * Source: https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
 * @returns `undefined` where the token is not Access's, not for this application, too old, or a program's.
 * @throws where the team's keys cannot be had.
 */
export async function whoPassed(
  { ACCESS_TEAM, ACCESS_AUDIENCE }: AccessSettings,
  { headers }: Request,
): Promise<Passed | undefined> {
  const token = headers.get("cf-access-jwt-assertion");
  const keyId = token === null ? undefined : keyIdOf(token);
  if (token === null || keyId === undefined) return undefined;
  const key = (await keysOf(ACCESS_TEAM)).find(({ kid }) => kid === keyId);
  if (key === undefined) return undefined;
  try {
    const { email, iat, exp } = await verify(token, key, {
      alg: "RS256",
      iss: `https://${ACCESS_TEAM}`,
      aud: ACCESS_AUDIENCE,
    });
    return typeof email === "string" && email !== "" && iat !== undefined && exp !== undefined
      ? { email: email.toLowerCase(), provedAtMs: iat * 1000 }
      : undefined;
  } catch {
    return undefined;
  }
}

function keyIdOf(token: string): string | undefined {
  try {
    return decode(token).header.kid;
  } catch {
    return undefined;
  }
}

const Keys = v.object({ keys: v.array(v.looseObject({ kid: v.string(), kty: v.string() })) });

/** The team's keys change every six weeks. People sign in less often than it would pay to keep them. */
async function keysOf(team: string): Promise<v.InferOutput<typeof Keys>["keys"]> {
  const signal = AbortSignal.timeout(deadlineMs);
  const response = await fetch(`https://${team}/cdn-cgi/access/certs`, { signal });
  if (!response.ok) throw new Error(`Cloudflare Access answered ${response.status}.`);
  return v.parse(Keys, await response.json()).keys;
}
