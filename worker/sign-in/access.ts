import { createRemoteJWKSet, errors, jwtVerify } from "jose";

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
  if (token === null) return undefined;
  try {
    const { payload } = await jwtVerify(token, keysOf(ACCESS_TEAM), {
      issuer: `https://${ACCESS_TEAM}`,
      audience: ACCESS_AUDIENCE,
      algorithms: ["RS256"],
      requiredClaims: ["exp", "iat"],
    });
    const { email, iat = 0 } = payload;
    return typeof email === "string" && email !== ""
      ? { email: email.toLowerCase(), provedAtMs: iat * 1000 }
      : undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** What is wrong with a token, and not with fetching keys. */
function isRefusal(error: unknown): boolean {
  const { JWKSInvalid, JWKSTimeout, JOSEError } = errors;
  const isAboutKeys = error instanceof JWKSInvalid || error instanceof JWKSTimeout;
  // What is no more than this is a failed request for the keys.
  return error instanceof JOSEError && error.constructor !== JOSEError && !isAboutKeys;
}

/** The keys of the team that was asked for last: they change every six weeks, and are fetched when one is missing. */
let known: { team: string; keys: ReturnType<typeof createRemoteJWKSet> } | undefined;

function keysOf(team: string): ReturnType<typeof createRemoteJWKSet> {
  if (known?.team !== team) {
    const address = new URL(`https://${team}/cdn-cgi/access/certs`);
    known = { team, keys: createRemoteJWKSet(address, { timeoutDuration: deadlineMs }) };
  }
  return known.keys;
}
