import { type Call, type Edgewise, installApi } from "./api.ts";
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
 * sends nothing else. Once they have agreed, the snippet itself takes over. On hosts where browsers keep no cookie of
 * ours, a token that they were given then says that they have.
 */
quietly(() => {
  const own = document.currentScript as HTMLScriptElement;
  const { nonce, dataset } = own;
  const parts = dataset["load"]?.split(" ") ?? [];
  const other = window.edgewise?.load;
  if (other) return parts.forEach(other);
  const address = (name: string) => neighbour(own, name);
  const calls: Call[] = [];
  const choices = {};
  let started: DOMStringMap | undefined;
  let answered = "";

  const start = () => {
    if (started) return;
    const api = window.edgewise as Edgewise;
    // A stub again, for what happens until the snippet has loaded.
    api.q = calls;
    for (const method of ["track", "identify", "consent"] as const)
      api[method] = (...parameters: unknown[]) => void calls.push([method, ...parameters]);
    const script = document.createElement("script");
    script.src = trustedAddress(address("s.js"), "edgewise");
    started = Object.assign(script.dataset, dataset);
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

  const isFirst = installApi({
    track: () => undefined,
    identify: () => undefined,
    consent,
    decide: async () => undefined,
    // Of two copies the first works, for both tags.
    load(part) {
      parts.push(part);
      (started ?? dataset)["load"] = parts.join(" ");
    },
    q: null,
    // What is asked for now is asked of the snippet itself, should it come.
    on: (...parameters) => void calls.push(["on", ...parameters]),
  });
  if (!isFirst) return;
  const listen = () =>
    hearDataLayer((kind, name, params) => {
      if (kind == "consent" && name == "update") consent(Object.assign(choices, params));
    });
  listen();
  on(listen, "readystatechange");
  // A shop's platform may be where a banner says what was chosen.
  if (/\bplatform\b/.test(dataset["load"] ?? ""))
    import(/* @vite-ignore */ address("platform.js")).catch(() => undefined);
  // A refusal is a token, too.
  const isKnown = localStorage.getItem("ew_visitor")?.startsWith("__Host-ew=");
  if (new URL(address("e")).host != location.host && isKnown) start();
})();

/** Says what the visitor answered, and on which page. @returns whether it was taken. Never rejects. */
async function send(address: string, state: unknown): Promise<boolean> {
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
