import type { ConsentState } from "../model/consent/consent-state.ts";
import { type Call, type Edgewise, installApi, isInstalled } from "./api.ts";
import { isRemembered } from "./is-remembered.ts";
import { pageView } from "./page-view.ts";
import { quietly } from "./quietly.ts";

/**
 * What stands on the page of a visitor who has not agreed yet: it records nothing, keeps nothing and sends nothing but
 * their answer. Once they have agreed, the snippet itself takes over.
 */
quietly(() => {
  if (isInstalled()) return;
  const { src, nonce } = document.currentScript as HTMLScriptElement;

  let isStarted = false;
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    const api = window.edgewise as Edgewise;
    const calls: Call[] = [];
    // A stub again, for what happens until the snippet has loaded.
    api.q = calls;
    api.track = (name, params) => void calls.push(["track", name, params]);
    api.identify = (...who) => void calls.push(["identify", ...who]);
    api.consent = (state) => void calls.push(["consent", state]);
    const script = document.createElement("script");
    script.src = new URL("s.js", src).href;
    // What a page's Content-Security-Policy knows this script by, it knows the next one by.
    script.nonce = nonce;
    document.head.append(script);
  };

  let answered = "";
  const answer = async (state: ConsentState, json: string) => {
    if (json === answered) return;
    answered = json;
    const isTaken = await send(new URL("c", src), state);
    // Then the page may say it again.
    if (!isTaken) answered = "";
    // The cookie had to be there first; and they may have changed their mind meanwhile.
    else if (isRemembered(answered)) start();
  };

  installApi({
    track: () => undefined,
    identify: () => undefined,
    consent: quietly((state) => void answer(state, JSON.stringify(state))),
  });
})();

/** Says what the visitor answered, and on which page. @returns whether it was taken. Never rejects. */
async function send(address: URL, state: ConsentState): Promise<boolean> {
  try {
    const body = JSON.stringify({ state, ...pageView() });
    const reply = await fetch(address, { method: "POST", body, keepalive: true });
    // A reply that nobody reads keeps its connection, of which the shop's page has few.
    await reply.text();
    return reply.ok;
  } catch {
    return false;
  }
}
