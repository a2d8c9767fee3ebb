import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { everMs, type Move } from "../../model/identity/move.ts";
import { identitiesOf } from "./identities-of.ts";
import { Moves } from "./moves.ts";
import type { Party } from "./party.ts";

let sites = 0;
beforeAll(() => void vi.spyOn(console, "error").mockReturnValue());

const move = (from: string, to: string): Omit<Move, "id"> => ({
  from,
  to,
  sources: [{ node: "visitor:V", sinceMs: 0, untilMs: everMs }],
  slices: {},
});

/** Profiles that hold one thing, which goes from hand to hand. Each step may fail, before or after it was done. */
class World {
  holder: string;
  readonly log: string[] = [];
  readonly #seen = new Set<string>();
  readonly #fails: () => boolean;

  constructor(holder: string, fails: () => boolean = () => false) {
    this.holder = holder;
    this.#fails = fails;
  }

  partyOf = (profile: string): Party => ({
    handOver: ({ id }) => this.#step(`${profile} hands over ${id}`, () => `what ${profile} had`),
    takeOver: ({ id, from }, handed) =>
      this.#step(`${profile} takes over ${id}`, () => {
        expect(handed).toBe(`what ${from} had`);
        if (this.#seen.has(id)) return;
        this.#seen.add(id);
        expect(this.holder).toBe(from);
        this.holder = profile;
      }),
    handedOver: (id) => this.#step(`${profile} lets go of ${id}`, () => undefined),
  });

  async #step<T>(what: string, act: () => T): Promise<T> {
    if (this.#fails()) throw new Error("It failed before.");
    await Promise.resolve();
    const result = act();
    this.log.push(what);
    if (this.#fails()) throw new Error("It failed after.");
    return result;
  }
}

async function withMoves(world: World, act: (moves: Moves, storage: DurableObjectStorage) => Promise<void>) {
  await runInDurableObject(identitiesOf(env.IDENTITIES, `moves-${++sites}`), async (_object, { storage }) => {
    await act(new Moves(storage, world.partyOf), storage);
    await storage.deleteAlarm();
  });
}

describe("moves", () => {
  it("run in the order in which they became necessary, there and back", async () => {
    const world = new World("A");
    await withMoves(world, async (moves) => {
      for (const next of [move("A", "B"), move("B", "C"), move("C", "A"), move("A", "B")]) moves.add(next);
      await moves.settle(new Set(["B"]), 5000);
    });
    expect(world.holder).toBe("B");
    expect(world.log).toHaveLength(12);
  });

  it("that failed leave the object an alarm, and are done by it", async () => {
    let isDown = true;
    const world = new World("A", () => isDown);
    await withMoves(world, async (moves, storage) => {
      moves.add(move("A", "B"));
      await moves.settle(new Set(["B"]), 5000);
      expect(world.holder).toBe("A");
      expect(await storage.getAlarm()).toBeGreaterThan(Date.now());
      isDown = false;
      await new Moves(storage, world.partyOf).goOn();
      expect(world.holder).toBe("B");
    });
  });

  it("of others do not wait for one that fails", async () => {
    const world = new World("C");
    const partyOf = (profile: string): Party =>
      profile === "A"
        ? { ...world.partyOf(profile), handOver: async () => Promise.reject(new Error("Down.")) }
        : world.partyOf(profile);
    await runInDurableObject(
      identitiesOf(env.IDENTITIES, `moves-${++sites}`),
      async (_object, { storage }) => {
        const moves = new Moves(storage, partyOf);
        moves.add(move("A", "B"));
        moves.add(move("C", "D"));
        await moves.settle(new Set(["D"]), 5000);
        await storage.deleteAlarm();
      },
    );
    expect(world.holder).toBe("D");
  });

  it("that are to be dropped never happen", async () => {
    const world = new World("A");
    await withMoves(world, async (moves) => {
      moves.add(move("A", "B"));
      moves.drop(new Set(["B"]));
      await moves.goOn();
    });
    expect(world.holder).toBe("A");
  });

  it("come to the same end wherever they break off, and whoever takes them up", async () => {
    const paths = fc.array(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(paths, fc.infiniteStream(fc.nat(3)), async (path, dice) => {
        const world = new World("Z", () => dice.next().value === 0);
        await withMoves(world, async (moves, storage) => {
          let holder = "Z";
          for (const next of path.filter((each, index) => each !== path[index - 1])) {
            moves.add(move(holder, next));
            holder = next;
          }
          for (let tries = 0; tries < 500; tries++) await new Moves(storage, world.partyOf).goOn();
          expect(world.holder).toBe(holder);
          expect([...storage.sql.exec("SELECT number FROM moves")]).toEqual([]);
        });
      }),
      { numRuns: 10 },
    );
  });
});
