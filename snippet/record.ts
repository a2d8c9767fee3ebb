import { add, deliver, forget } from "./delivery.ts";
import { eventJson } from "./event-json.ts";
import { isRemembered } from "./is-remembered.ts";
import { quietly } from "./quietly.ts";
import { send, stored } from "./server.ts";

/** `ew_from` says where it is heard from, if not from the snippet itself. */
export type Params = { ew_from?: unknown } & Readonly<Record<string, unknown>>;
type Handler = (params: object | undefined, name: string) => void;

/** Whom to tell what is recorded: by the event's name, or all of them (`"*"`). */
export const handlers: [name: string, handle: Handler][] = [];
/** Where each event of this page is first heard from: others tell of the same. */
let sources: Record<string, unknown> = {};
let denied = false;

/**
 * Records an event.
 * @param urgent the page may be left now.
 */
export function record(name: string, params?: Params, urgent?: unknown): void {
  const from = params?.ew_from;
  if (denied || (from && (sources[name] ??= from) != from)) return;
  add(eventJson(name, params));
  deliver(urgent);
  for (const [wanted, handle] of handlers) if (wanted == name || wanted == "*") handle(params, name);
}

/** What is told from now on is of another page. */
export function forgetSources(): void {
  sources = {};
}

/** Tells the server what a visitor agrees to, and until it knows does as they wish. */
export const consent = quietly((state: unknown) => {
  const json = JSON.stringify(state);
  denied = !isRemembered(json);
  // Banners say it again on every page.
  if (denied || stored["ew_consent"] != json) void send("c", `"state":${json}`);
  if (denied) {
    forget();
    stored["ew_visitor"] = "";
  }
  stored["ew_consent"] = json;
});
