import { takeDueCheck } from "../store/place-checks.ts";

const deadlineMs = 10_000;

/**
 * Asks the edge of one site whether it still finds what its rules are about. The edge alone sees the shop's pages as
 * rules meet them, and only on the shop's host: so it is asked there, as by any visitor, and answers before it has looked.
 */
export async function askToCheckPlaces(env: Pick<Env, "DB">, nowMs: number): Promise<void> {
  const site = await takeDueCheck(env.DB, nowMs);
  const host = site?.hosts[0];
  if (site === undefined || host === undefined) return;
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const answer = await fetch(`https://${host}${site.prefix}places`, { method: "POST", signal });
    await answer.body?.cancel();
  } catch (error) {
    console.error({
      message: "The edge could not be asked to look for places.",
      site: site.id,
      error: String(error),
    });
  }
}
