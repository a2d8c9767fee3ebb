import { signal } from "@preact/signals";
import type { Pending as Waiting } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";

/** What waits to be published on one site. */
export interface Pending extends Waiting {
  site: string;
}

/** `null` until it is known. The publish bar shows it; whoever saves or switches refreshes it. */
export const pending = signal<Pending | null>(null);

/** True where the last attempt to ask failed, so that the bar can say it cannot tell. */
export const pendingUnknown = signal(false);

let question = 0;

/** Asks again what waits to be published. Never throws: whoever saved has succeeded already. */
export async function refreshPending(site: string): Promise<void> {
  const mine = ++question;
  try {
    const answer = await api("GET /publish?site=:site", { site });
    if (mine !== question) return;
    pending.value = { site, ...answer };
    pendingUnknown.value = false;
  } catch {
    if (mine === question) pendingUnknown.value = true;
  }
}
