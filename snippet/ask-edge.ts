import { quietly } from "./quietly.ts";

/** What else there is, is the neighbour of this module, whatever the prefix they are under. */
export const address = (name: string) => import.meta.url.replace(/[^/?]+(?=\?|$)/, name);

/**
 * Asks one of our addresses, in the name of the visitor: by their cookie, or on other hosts by the token that takes its place.
 * @throws where there is no answer, or a refusal.
 */
export async function askEdge<Answer>(name: string, question: object): Promise<Answer> {
  const body = JSON.stringify({ visitor: tokenOf(), ...question });
  const reply = await fetch(address(name), { method: "POST", body });
  if (!reply.ok) throw Error();
  const answer = (await reply.json()) as Answer & { visitor?: string };
  if (answer.visitor) quietly(() => (localStorage["ew_visitor"] = answer.visitor))();
  return answer;
}

/** What says who the visitor is, on hosts where browsers keep no cookie of ours. They may refuse this, too. */
export function tokenOf(): string | undefined {
  try {
    return localStorage["ew_visitor"] as string | undefined;
  } catch {
    return undefined;
  }
}
