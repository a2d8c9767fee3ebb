import { type Call, installApi } from "./api.ts";
import { hearDataLayer } from "./data-layer.ts";
import { isRemembered } from "./is-remembered.ts";
import { neighbour } from "./neighbour.ts";
import { on } from "./page-life.ts";
import { pageView } from "./page-view.ts";
import { quietly } from "./quietly.ts";
import { toJson } from "./to-json.ts";
import { trustedAddress } from "./trusted-address.ts";

/**
 * What stands on the page of a visitor who has not agreed yet: it records nothing, keeps nothing but their answer and
 * sends nothing else. Once they have agreed, the snippet itself takes over; so it does where the page has its tag, too. On hosts
 * where browsers keep no cookie of ours, a token that they were given then says that they have.
 */
quietly(() => {
  const own = document.currentScript as HTMLScriptElement;
  const { nonce, dataset } = own;
  const parts = dataset["load"]?.split(" ") ?? [];
  const other = window.edgewise?.load;
  if (other) return parts.forEach(other);
  const address = (name: string) => neighbour(own, name);
  const choices = {};
  let isStarted = false;
  let answered = "";

  /** What the snippet is to be asked once it has loaded. To whoever asks, this is a stub, but what it hears of consent it answers. */
  const calls: Call[] = [];
  const later = (...all: Call[]) => Array.prototype.push.apply(calls, all);
  calls.push = (...all) => {
    for (const call of all)
      if (isStarted || /^(on|load)/.test(call[0])) later(call);
      else if (call[0] == "consent") consent(call[1]);
    return calls.length;
  };
  /** The snippet has come: it hears what is said from now on. */
  const isOver = () => window.edgewise?.q != calls;

  const start = () => {
    if (isStarted || isOver()) return;
    isStarted = true;
    const script = document.createElement("script");
    script.src = trustedAddress(address("s.js").href, "edgewise");
    // What a page's Content-Security-Policy knows this script by, it knows the next one by.
    script.nonce = nonce;
    document.head.append(script);
  };

  const answer = async (state: unknown) => {
    const json = toJson(state);
    const isYes = isRemembered(json);
    // Banners say it again on every page; a no, and what it is said of, stays what it is.
    if (json == answered || (!isYes && json == sessionStorage["ew_consent"])) return;
    answered = json;
    const isTaken = await send(address("c"), state);
    // Then the page may say it again.
    if (!isTaken) answered = "";
    // The cookie had to be there first; and they may have changed their mind meanwhile.
    else if (isRemembered(answered)) {
      // An older no, which the snippet would say again.
      quietly(() => localStorage.removeItem("ew_consent"))();
      start();
    } else sessionStorage["ew_consent"] = answered;
  };
  const consent = quietly((state: unknown) => void answer(state));

  installApi({
    track: (...call) => void calls.push(["track", ...call]),
    identify: (...call) => void calls.push(["identify", ...call]),
    consent: (state) => void calls.push(["consent", state]),
    decide: async () => undefined,
    on: (...call) => void calls.push(["on", ...call]),
    // Of two copies the first works, for both tags.
    load: (part) => void later(["load", part]),
    q: calls,
  });
  if (isOver()) return;
  for (const part of parts) later(["load", part]);
  const listen = () =>
    hearDataLayer((kind, name, params) => {
      if (kind == "consent" && name == "update" && !isOver())
        calls.push(["consent", Object.assign(choices, params)]);
    });
  listen();
  on(listen, "readystatechange");
  // A shop's platform may be where a banner says what was chosen.
  if (/\bplatform\b/.test(dataset["load"] ?? ""))
    import(/* @vite-ignore */ address("platform.js").href).catch(() => undefined);
  // A refusal is a token, too.
  const isKnown = localStorage.getItem("ew_visitor")?.startsWith("__Host-ew=");
  if (address("e").host != location.host && isKnown) start();
})();

/** Says what the visitor answered, and on which page. @returns whether it was taken. Never rejects. */
async function send(address: URL, state: unknown): Promise<boolean> {
  try {
    const body = toJson({
      state,
      ...pageView(),
      visitor: localStorage.getItem("ew_visitor") ?? undefined,
    });
    const reply = await fetch(address, { method: "POST", body, keepalive: true });
    const { visitor } = (await reply.json()) as { visitor?: string };
    if (visitor) localStorage["ew_visitor"] = visitor;
    return reply.ok;
  } catch {
    return false;
  }
}
