import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../api/api.ts";
import type { HomeSources } from "./load-home.ts";

const againMs = 15_000;

/**
 * Who is in the shop, asked anew while somebody looks at the page. `undefined` where the last question failed.
 * @param loaded what was answered with the rest of the page; a newer one counts at once.
 */
export function useLive(site: string, loaded: HomeSources["live"]): HomeSources["live"] {
  const live = useSignal(loaded);
  useEffect(() => {
    live.value = loaded;
    let isGone = false;
    let askedAtMs = Date.now();
    const ask = async () => {
      if (document.visibilityState === "hidden" || Date.now() - askedAtMs < againMs) return;
      askedAtMs = Date.now();
      const answer = await api("GET /reports/live?site=:site", { site }).catch(() => undefined);
      if (!isGone) live.value = answer;
    };
    const timer = setInterval(() => void ask(), 1000);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [site, loaded]);
  return live.value;
}
