import { DurableObject } from "cloudflare:workers";
import type { RefusedLink } from "../../model/identity/joined.ts";
import type { Link } from "../../model/identity/link.ts";
import { movesOf } from "../../model/identity/move.ts";
import { byStrength, isVisitor, ownProfile } from "../../model/identity/node.ts";
import { splitLink } from "../../model/identity/split-link.ts";
import { profileOf } from "../profile/profile-of.ts";
import type { Described, IdentityReport, SeenLink, SeenNode } from "./described.ts";
import { idOf } from "./id-of.ts";
import { type KeptLink, KeptLinks, linkTables } from "./kept-links.ts";
import { type KnownNode, KnownNodes, nodeTables } from "./known-nodes.ts";
import { Moves, moveTables } from "./moves.ts";
import { refusal } from "./refusal.ts";
import { Entangled, mostLinksAround, tellAnew } from "./who-is-who.ts";

/** Whoever links waits so long for what is to be moved; the rest goes on behind. */
const mostWaitMs = 2000;
/** So many identities somebody is said to have at once. */
const mostNodes = 20;
/** Taking a link back never fails, though somebody whom many shared may be one person again. */
const mostWhenUndone = 20 * mostLinksAround;
const mostShown = 500;

/** What became of a link. */
export interface Linked {
  /** As it was sent. */
  id: string;
  /** Whose the visitor is now, or the person of the strongest node where there is no visitor. */
  profile: string;
  refused?: { code: RefusedLink["reason"] | "undone" | "too_entangled"; message: string };
}

/**
 * Who is who on one site: the only one that writes it down, so that the same links come to the same persons in whatever
 * order they arrive. Links, what follows from them, and the moves between profiles are written together or not at all.
 */
export class Identities extends DurableObject<ObjectsEnv> {
  readonly #links: KeptLinks;
  readonly #nodes: KnownNodes;
  readonly #moves: Moves;

  constructor(context: DurableObjectState, env: ObjectsEnv) {
    super(context, env);
    const { sql } = context.storage;
    for (const tables of [linkTables, nodeTables, moveTables]) sql.exec(tables);
    this.#links = new KeptLinks(sql);
    this.#nodes = new KnownNodes(sql);
    const site = context.id.name ?? "";
    this.#moves = new Moves(context.storage, (profile) => profileOf(env.PROFILES, site, profile));
  }

  /** Writes down that nodes are one person. The same link may come again. Who is whose by then is waited for, but not for ever. */
  async link(links: readonly Link[], nowMs: number): Promise<{ results: Linked[] }> {
    const split = await Promise.all(
      links.map((said) => {
        const nodes = said.nodes.slice(0, mostNodes);
        return splitLink({ ...said, nodes, timeMs: Math.min(said.timeMs, nowMs) }, idOf);
      }),
    );
    // From here on without a pause, so that all of it is written at once.
    const refused = split.map((parts) =>
      parts.map((part) => this.#keep(part)).find((each) => each !== undefined),
    );
    const results = links.map(({ id, nodes }, index) => {
      const why = refused[index];
      // Whoever had the visitor before is not who logs in there now.
      const own = why?.code === "too_entangled" ? nodes.filter((node) => !isVisitor(node)) : nodes;
      return { id, profile: this.#profileOf(own), ...(why === undefined ? {} : { refused: why }) };
    });
    await this.#moves.settle(new Set(results.map(({ profile }) => profile)), mostWaitMs);
    return { results };
  }

  /** Whose these nodes are now; whoever was never linked is their own. */
  resolve(nodes: readonly string[]): { node: string; profile: string }[] {
    return nodes.map((node) => ({ node, profile: this.#nodes.profileOf(node) }));
  }

  /** Why a profile is who it is. */
  describe(profile: string): Described {
    const nodes = this.#nodes.ofProfile(profile, mostShown);
    const links = new Map(
      nodes.flatMap(({ node }) => this.#links.allOf(node, mostShown)).map((link) => [link.id, link]),
    );
    const latest = [...links.values()].sort((a, b) => b.timeMs - a.timeMs).slice(0, mostShown);
    return { nodes: nodes.map(seenNode), links: latest.map((link) => this.#seen(link)) };
  }

  /** What did not become one person: nodes that several share, and links that were refused, the latest first. */
  report(): IdentityReport {
    return {
      shared: this.#nodes.shared(mostShown).map(seenNode),
      refused: this.#links.refused(mostShown).map((link) => this.#seen(link)),
    };
  }

  /** Undoes a link: everything is as if it had never been said. @returns `false` where there is none. */
  async void(id: string, by: string, nowMs: number): Promise<boolean> {
    const link = this.#links.find(id);
    if (link === undefined) return false;
    if (link.undone === null)
      await this.#moves.settle(
        this.#write(link.nodes, () => this.#links.undo(id, by, nowMs), mostWhenUndone),
        mostWaitMs,
      );
    return true;
  }

  /** Nothing is known of these nodes any more; whoever was linked with them is told anew who they are. */
  async forget(nodes: readonly string[]): Promise<void> {
    // Other moves of a person whose browser alone is forgotten go on.
    this.#moves.drop(new Set(nodes.map(ownProfile)));
    for (const node of nodes) {
      for (;;) {
        const links = this.#links.allOf(node, mostShown);
        const others = new Set(links.flatMap((link) => link.nodes).filter((other) => !nodes.includes(other)));
        this.#write(
          [...others],
          () => {
            for (const link of links) this.#links.delete(link);
            if (links.length < mostShown) this.#nodes.delete(node);
          },
          mostWhenUndone,
        );
        if (links.length < mostShown) break;
      }
    }
    this.#moves.run();
  }

  override async alarm(): Promise<void> {
    await this.#moves.goOn();
  }

  #keep(link: Link): Linked["refused"] {
    if ((this.#links.find(link.id)?.undone ?? null) !== null) return refusal("undone");
    try {
      this.#write(link.nodes, () => {
        for (const node of link.nodes) this.#nodes.meet(node, link.hints?.[node] ?? "");
        return this.#links.keep(link);
      });
    } catch (error) {
      if (!(error instanceof Entangled)) throw error;
      return refusal("too_entangled");
    }
    const [refused] = this.#links.find(link.id)?.refused ?? [];
    return refused === undefined ? undefined : refusal(refused.reason);
  }

  /** Whose somebody is now who is known by these nodes: the visitor among them, else whoever is not shared. */
  #profileOf(nodes: readonly string[]): string {
    const [strongest = "", ...others] = [...nodes].sort(byStrength);
    const visitor = nodes.find(isVisitor);
    if (visitor !== undefined) return this.#nodes.profileOf(visitor);
    const own = [strongest, ...others].find((node) => this.#nodes.get(node).sharedBy === null);
    return this.#nodes.profileOf(own ?? strongest);
  }

  /**
   * Changes links of these nodes, and writes down with that who is who now and what is to be moved.
   * @param change `false` where it comes to nothing.
   * @returns the profiles that something is moved from or to.
   * @throws Entangled, and then nothing was changed.
   */
  #write(touched: readonly string[], change: () => boolean | void, most?: number): Set<string> {
    const profiles = new Set<string>();
    this.ctx.storage.transactionSync(() => {
      if (change() === false) return;
      for (const move of movesOf(tellAnew(touched, this.#links, this.#nodes, most))) {
        this.#moves.add(move);
        profiles.add(move.from).add(move.to);
      }
    });
    return profiles;
  }

  #seen(link: KeptLink): SeenLink {
    return { ...link, nodes: link.nodes.map((node) => seenNode(this.#nodes.get(node))) };
  }
}

function seenNode({ node, hint, sharedBy }: KnownNode): SeenNode {
  return { node, hint, sharedBy };
}
