import { debugToken } from "../recognise/cookie.ts";
import { isDebugToken } from "../recognise/debug-token.ts";
import type { Lock } from "./lock.ts";
import { opened } from "./opened.ts";

/** Whether the browser's pages show what happens on them; most do not. */
export async function isDebugged({ headers }: Request, lock: Lock): Promise<boolean> {
  const token = debugToken(headers.get("cookie") ?? "");
  return token !== undefined && opensDebug(token, lock);
}

export async function opensDebug(token: string, { site, secret, nowMs }: Lock): Promise<boolean> {
  return (await opened(secret, (keys) => isDebugToken(token, site, keys, nowMs))) === true;
}
