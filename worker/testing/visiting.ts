import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { writeRoutes } from "../store/routing.ts";
import { saveSite } from "../store/sites.ts";
import { publish } from "../store/versions.ts";
import { visit } from "../visit/visit.ts";

/** Makes a site live with what it is configured with. The database must be there. */
export async function goLive(site: Site, configuration: Configuration, nowMs: number): Promise<void> {
  await saveSite(env.DB, site);
  await writeRoutes(env.BUNDLES, site, []);
  const published = await publish(env, { site, over: 0, configuration, note: "", by: "owner", nowMs });
  if (!published.ok) throw new Error(JSON.stringify(published));
  // The first page in an isolate waits for the bundle, but not for ever; tests do.
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
}

export interface Answered {
  status: number;
  text: string;
  headers: Headers;
  /** Names of the cookies that were set, or taken away. */
  sets: string[];
}

/** A browser without scripts, as far as cookies and redirects go: it keeps cookies and follows nothing. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #host: string;
  readonly #headers: Record<string, string>;
  readonly #bindings: EdgeEnv;

  /**
   * @param headers that it sends with everything.
   * @param bindings that the edge has in the place of its own.
   */
  constructor(host: string, headers: Record<string, string> = {}, bindings: Partial<EdgeEnv> = {}) {
    this.#host = host;
    this.#headers = headers;
    this.#bindings = { ...env, ...bindings };
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const headers = new Headers({ ...this.#headers, ...(init.headers as Record<string, string>) });
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    const context = createExecutionContext();
    const request = new Request(`https://${this.#host}${path}`, { ...init, headers, redirect: "manual" });
    const response = await visit(request, this.#bindings, context);
    const text = await response.text();
    await waitOnExecutionContext(context);
    const sets = response.headers.getSetCookie().map((line) => this.#keep(line));
    return { status: response.status, text, headers: response.headers, sets };
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    return this.ask(path, { method: "POST", body: JSON.stringify(body), headers });
  }

  /** Sends an event as the snippet does. @returns the status. */
  async did(name: string, nowMs: number): Promise<number> {
    const event = { id: crypto.randomUUID(), name, timeMs: nowMs, params: {} };
    return (await this.post("/_ew/e", { sentAtMs: nowMs, events: [event] })).status;
  }

  #keep(line: string): string {
    const pair = line.split(";", 1)[0] ?? "";
    const name = pair.slice(0, pair.indexOf("="));
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
    return name;
  }
}

/** The bindings, with a list of what is asked of the queue and of profiles. */
export function watchedBindings(): { bindings: EdgeEnv; asked: string[] } {
  const asked: string[] = [];
  const watched = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get(_target, property) {
        const value = Reflect.get(target, property) as unknown;
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          asked.push(`${name}.${String(property)}`);
          return (value as (...all: unknown[]) => unknown).apply(target, parameters);
        };
      },
    });
  const bindings: EdgeEnv = {
    ...env,
    RECORDS: watched("RECORDS", env.RECORDS),
    PROFILES: watched("PROFILES", env.PROFILES),
  };
  return { bindings, asked };
}
