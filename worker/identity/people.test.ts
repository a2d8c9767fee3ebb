import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";
import type { Event } from "../../model/event.ts";
import { usualLimits } from "../../model/identity/limits.ts";
import type { Link } from "../../model/identity/link.ts";
import { isVisitor, ownProfile } from "../../model/identity/node.ts";
import { profileAt } from "../../model/identity/slices-of.ts";
import { whoIsWho } from "../../model/testing/who-is-who.ts";
import { profileOf } from "../profile/profile-of.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { prepareDatabase, snapshotWith } from "../testing/shop.ts";
import { idOf } from "./id-of.ts";
import { identitiesOf } from "./identities-of.ts";

const startMs = 1_790_000_000_000;
const minuteMs = 60_000;
const nowMs = startMs + 60 * minuteMs;

const device = fc.constantFrom("visitor:V1", "visitor:V2", "visitor:V3");
const name = fc.constantFrom("customer:C1", "customer:C2", "email:E1", "email:E2", "phone:P1");
const minute = fc.integer({ min: 1, max: 30 });

/** Something that happens at some place; `repeat` is for what arrives twice. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("buys" as const),
      node: fc.oneof(device, name),
      minute,
      cents: fc.integer({ min: 1, max: 99_999 }),
      repeat: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("links" as const),
      names: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
      device: fc.option(device),
      minute,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("undoes" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("ends" as const), which: fc.nat() }) },
);

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});

let sites = 0;

it(
  "profiles are the same, and their totals exact, whatever comes late, twice, at once, or while objects end",
  { timeout: 300_000 },
  async () => {
    // Of each array, all steps happen at once.
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 8 }),
        async (days) => {
          const town = new Town(`town-${++sites}`);
          for (const steps of days) await Promise.all(steps.map((each) => town.live(each)));
          await town.expectExact();
        },
      ),
      { numRuns: 20 },
    );
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A site with people in it. */
class Town {
  readonly #site: string;
  readonly #orders: { node: string; event: Event; cents: number }[] = [];
  readonly #links: Link[] = [];
  readonly #undone = new Set<string>();
  /** The profiles that each node was ever known to be. */
  readonly #known = new Map<string, string[]>();

  constructor(site: string) {
    this.#site = site;
  }

  async live(one: Step): Promise<void> {
    switch (one.does) {
      case "buys":
        return this.#buys(one);
      case "links":
        return this.#link(one);
      case "undoes":
        return this.#undo(this.#links[one.which % Math.max(1, this.#links.length)]);
      case "ends":
        return this.#end(one.which);
    }
  }

  async #buys({ node: plain, minute: at, cents, repeat }: Extract<Step, { does: "buys" }>): Promise<void> {
    const node = await this.#node(plain);
    const number = this.#orders.length;
    const params = { transaction_id: `T${number}`, value: cents / 100, currency: "EUR" };
    const event = {
      id: `order-${number}-of-town`,
      name: "purchase",
      timeMs: startMs + at * minuteMs,
      params,
    };
    this.#orders.push({ node, event, cents });
    for (let times = repeat ? 2 : 1; times > 0; times--)
      await again(() => this.#record(node, event, number + times));
  }

  async #record(node: string, event: Event, random: number): Promise<void> {
    const known = this.#known.get(node) ?? [ownProfile(node)];
    const profile = known[random % known.length] ?? ownProfile(node);
    const carried = isVisitor(node) ? snapshotWith(nowMs, { visitor: ownProfile(node), profile }) : null;
    const arrival = {
      ...arrivalWith(nowMs),
      site: this.#site,
      profile,
      source: node,
      carried,
      events: [event],
    };
    const { snapshot } = await recordAtProfile(env, arrival);
    if (snapshot !== null) this.#known.set(node, [...known, snapshot.profile]);
  }

  async #link({ names, device: by, minute: at }: Extract<Step, { does: "links" }>): Promise<void> {
    const nodes = await Promise.all([...names, ...(by === null ? [] : [by])].map((each) => this.#node(each)));
    const said = {
      id: `link-${this.#links.length}-of-town`,
      timeMs: startMs + at * minuteMs,
      nodes,
      by: "shop",
    };
    this.#links.push(said);
    await again(() => this.#identities().link([said], nowMs));
  }

  async #undo(said: Link | undefined): Promise<void> {
    if (said === undefined) return;
    const strong = said.nodes.filter((each) => !isVisitor(each));
    const id =
      strong.length < said.nodes.length ? said.id : await idOf(strong.sort(byStrengthHere).join("\n"));
    if (await again(() => this.#identities().void(id, "care", nowMs))) this.#undone.add(id);
  }

  async #end(which: number): Promise<void> {
    const profiles = [...this.#known.values()].flat();
    const profile = profiles[which % Math.max(1, profiles.length)];
    if (which % 2 === 0 || profile === undefined)
      await evictDurableObject(this.#identities()).catch(() => undefined);
    else await evictDurableObject(profileOf(env.PROFILES, this.#site, profile)).catch(() => undefined);
  }

  async expectExact(): Promise<void> {
    await this.#settle();
    const { profileOf: profileOfStrong, slices } = await whoIsWho(
      this.#links,
      usualLimits,
      ({ id }) => this.#undone.has(id),
      idOf,
    );
    const expected = new Map<string, { orders: number; cents: number }>();
    for (const { node, event, cents } of this.#orders) {
      const profile = isVisitor(node)
        ? profileAt(node, slices.get(node) ?? [], event.timeMs)
        : (profileOfStrong.get(node) ?? ownProfile(node));
      const { orders = 0, cents: sum = 0 } = expected.get(profile) ?? {};
      expected.set(profile, { orders: orders + 1, cents: sum + cents });
    }
    const everybody = new Set([...expected.keys(), ...this.#orders.map(({ node }) => ownProfile(node))]);
    for (const profile of everybody)
      expect([profile, await this.#totalsOf(profile)]).toEqual([
        profile,
        expected.get(profile) ?? { orders: 0, cents: 0 },
      ]);
  }

  async #totalsOf(profile: string): Promise<{ orders: number; cents: number }> {
    const recalled = await profileOf(env.PROFILES, this.#site, profile).recall({
      ...arrivalWith(nowMs),
      wanted: ["orders", "lifetimeValue"],
      visitor: profile,
    });
    const { orders = 0, lifetimeValue = 0 } = recalled?.facts ?? {};
    return { orders, cents: Math.round(lifetimeValue * 100) };
  }

  /** Until nothing is to be moved any more. */
  async #settle(): Promise<void> {
    for (let tries = 0; tries < 50; tries++) {
      const waiting = await runInDurableObject(this.#identities(), (_object, { storage }) => [
        ...storage.sql.exec("SELECT number FROM moves"),
      ]);
      if (waiting.length === 0) return;
      await runDurableObjectAlarm(this.#identities());
    }
    throw new Error("Moves do not come to an end.");
  }

  #identities() {
    return identitiesOf(env.IDENTITIES, this.#site);
  }

  /** Nodes of this town, of 22 characters as all are. */
  async #node(plain: string): Promise<string> {
    const colon = plain.indexOf(":");
    return plain.slice(0, colon + 1) + (await idOf(`${this.#site} ${plain}`));
  }
}

const types = ["customer", "email", "phone"];
const byStrengthHere = (a: string, b: string) =>
  types.indexOf(a.split(":")[0]!) - types.indexOf(b.split(":")[0]!) || (a < b ? -1 : 1);

/** As whoever sends does where an object ends, or where profiles are not at one yet. */
async function again<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries > 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
