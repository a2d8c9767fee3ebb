import { add, deliver, forget } from "./delivery.ts";
import { eventJson } from "./event-json.ts";
import { isRemembered } from "./is-remembered.ts";
import { whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { send, stored } from "./server.ts";
import { toJson } from "./to-json.ts";

/** `ew_from` says where it is heard from, if not from the snippet itself. */
export type Params = { ew_from?: unknown } & Readonly<Record<string, unknown>>;
type Handler = (params: object | undefined, name: string) => void;

/** Whom to tell what is recorded: by the event's name, or all of them (`"*"`). */
export const handlers: [name: string, handle: Handler][] = [];
/** Where each event of this page is first heard from: others tell of the same. */
let sources: Record<string, unknown> = {};
let denied: boolean | undefined;

/**
 * Records an event.
 * @param calm the page will hardly be left now.
 */
export const record = (name: string, params?: Params, calm?: unknown): void => {
  const from = params?.ew_from;
  if (denied || (from && (sources[name] ??= from) != from)) return;
  add(eventJson(name, params));
  deliver(calm);
  handlers.forEach(([wanted, handle]) => {
    if (wanted == name || wanted == "*") handle(params, name);
  });
};

/** Records what leads nowhere, once the page is shown. */
export const track = quietly((name: string, params?: Params) => whenShown(() => record(name, params, 1)));

/** What is told from now on is of another page. */
export const forgetSources = (): void => {
  sources = {};
};

/** Tells the server what a visitor agrees to, and until it knows does as they wish. */
export const consent = quietly((state: unknown) => {
  const json = toJson(state);
  denied = !isRemembered(json);
  // Banners say it again on every page.
  if (denied || stored["ew_consent"] != json)
    void send("c", `"state":${json}`).then(
      // A no that was heard is the server's to remember; a yes of today may come another way.
      quietly((waitMs) => waitMs || (stored["ew_consent"] = denied ? "" : json)),
    );
  if (denied) {
    forget();
    // Last, since there may be no room for it.
    stored["ew_consent"] = json;
  }
});
