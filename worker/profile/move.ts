import type { Slice } from "../../model/identity/link.ts";
import type { Move, MovedPart } from "../../model/identity/move.ts";
import { isVisitor } from "../../model/identity/node.ts";
import { newestSession } from "../../model/merge-snapshots.ts";
import type { Retention } from "../../model/retention.ts";
import { togetherChosen } from "./consents.ts";
import { type CouponErrand, send } from "./coupon-errand.ts";
import { together, type KeptEvent } from "./event-log.ts";
import { isMarked } from "./forgotten.ts";
import { heldTogether } from "./held-coupons.ts";
import { notesTogether } from "./notes.ts";
import { partCoupons } from "./part-coupons.ts";
import { pinsTogether } from "./pins.ts";
import { togetherShown, variantsTogether } from "./rule-memory.ts";
import { type KeptTrait, mostNodes, type ProfileState, type Source } from "./state.ts";

/** What a move carries from one profile to the other. */
export interface Handed {
  site: string;
  /** The receiver's next snapshot is newer than the giver's last. */
  version: number;
  retention: Retention;
  sources: { node: string; source: Source }[];
  events: KeptEvent[];
  traits: KeptTrait[];
  /** What coupons' objects are to be told by both. */
  errands?: readonly CouponErrand[];
}

/** So many moves are remembered, so that a step that is repeated does nothing. */
const mostMoves = 200;

/**
 * The profile has nothing of it any more, but keeps it aside until the other has it.
 * @param isErased whether it is not another's from now on, but nobody's.
 */
export function handOver(state: ProfileState, move: Move, isErased = false): void {
  state.profile = move.from;
  state.version++;
  const sources = takeSources(state, move);
  const events = takeEvents(state, move);
  const traits = takeTraits(state, move);
  state.nodes = state.nodes.filter((node) => !move.sources.some((part) => part.node === node));
  followSlices(state, move, move.from);
  const errands = isErased
    ? []
    : partCoupons(
        state,
        sources.map(({ source }) => source),
        move,
      );
  for (const errand of errands) send(state, errand);
  const { site, version, retention } = state;
  state.leaving[move.id] = { site, version, retention, sources, events, traits, errands };
  remember(state, move);
}

export function takeOver(state: ProfileState, move: Move, handed: Handed): void {
  if (state.site === "") Object.assign(state, { site: handed.site, retention: handed.retention });
  state.profile = move.to;
  state.version = Math.max(state.version, handed.version) + 1;
  const isForgotten = (node: string, timeMs: number) =>
    isMarked(state.forgotten, node) || timeMs <= (state.forgotten?.atMs ?? -1);
  // What was handed over is yet to be written down as it came.
  for (const { node, source } of structuredClone(handed.sources)) {
    const before = state.sources.get(node);
    if (!isForgotten(node, source.seenAtMs))
      state.sources.set(node, before === undefined ? source : sourcesTogether(before, source));
  }
  for (const event of handed.events) {
    const before = state.events.get(event.id);
    if (!event.sources.every((node) => isForgotten(node, event.timeMs)))
      state.events.put(before === undefined ? event : together(before, event));
  }
  const known = new Set(state.traits.map(traitKey));
  for (const trait of handed.traits)
    if (!known.has(traitKey(trait)) && !isForgotten(trait.source, trait.timeMs)) state.traits.push(trait);
  const nodes = move.sources.map(({ node }) => node).filter((node) => !isVisitor(node));
  state.nodes = [...new Set([...state.nodes, ...nodes])].slice(0, mostNodes);
  for (const errand of handed.errands ?? []) send(state, errand);
  followSlices(state, move, move.to);
  remember(state, move);
}

/** One word of one event from one source. */
export function traitKey({ event, name, source }: Pick<KeptTrait, "event" | "name" | "source">): string {
  return `${event} ${name} ${source}`;
}

function remember(state: ProfileState, { id }: Move): void {
  state.moved = [...state.moved, id].slice(-mostMoves);
}

/** Whose the nodes are now. What was always the profile's own needs no word. */
function followSlices(state: ProfileState, { sources, slices, to }: Move, own: string): void {
  const all: Record<string, readonly Slice[]> = { ...state.slices };
  for (const { node } of sources) all[node] = [{ sinceMs: 0, profile: to }];
  Object.assign(all, slices);
  state.slices = Object.fromEntries(
    Object.entries(all).filter(([, of]) => of.length > 1 || of[0]?.profile !== own),
  );
}

function isWithin(parts: readonly MovedPart[], node: string, timeMs: number): boolean {
  return parts.some((part) => part.node === node && timeMs >= part.sinceMs && timeMs < part.untilMs);
}

function takeEvents(state: ProfileState, { sources: parts }: Move): KeptEvent[] {
  const nodes = new Set(parts.map(({ node }) => node));
  const taken: KeptEvent[] = [];
  for (const event of state.events.all()) {
    if (!event.sources.some((node) => nodes.has(node))) continue;
    const leaving = event.sources.filter((node) => isWithin(parts, node, event.timeMs));
    if (leaving.length === 0) continue;
    taken.push({ ...event, sources: leaving });
    const staying = event.sources.filter((node) => !leaving.includes(node));
    if (staying.length === 0) state.events.remove(event.id);
    else state.events.put({ ...event, sources: staying });
  }
  return taken;
}

function takeTraits(state: ProfileState, { sources: parts }: Move): KeptTrait[] {
  const leaves = ({ source, timeMs }: KeptTrait) => isWithin(parts, source, timeMs);
  const taken = state.traits.filter(leaves);
  state.traits = state.traits.filter((trait) => !leaves(trait));
  return taken;
}

function takeSources(state: ProfileState, { sources: parts, slices, from }: Move): Handed["sources"] {
  return [...new Set(parts.map(({ node }) => node))].flatMap((node): Handed["sources"] => {
    const source = state.sources.get(node);
    if (source === undefined) return [];
    const stays = (slices[node] ?? []).some(({ profile }) => profile === from);
    if (stays) return [{ node, source: takePart(source, parts, node) }];
    state.sources.delete(node);
    return [{ node, source }];
  });
}

/** Takes out of a source what came within the parts. What is the browser's own, such as the visit, both have. */
function takePart(source: Source, parts: readonly MovedPart[], node: string): Source {
  const own = parts.filter((part) => part.node === node);
  const leaves = (atMs: number) => isWithin(own, node, atMs);
  const sinceMs = Math.min(...own.map((part) => part.sinceMs));
  const untilMs = Math.max(...own.map((part) => part.untilMs));
  const variants = parted(source.variants, ({ atMs }) => leaves(atMs));
  const coupons = parted(source.coupons, (coupon) => leaves(coupon.sinceMs));
  const shown = Object.entries(source.shownAtMs);
  const shownIf = (is: (atMs: number) => boolean) =>
    Object.fromEntries(
      shown.map(([rule, times]) => [rule, times.filter(is)] as const).filter(([, times]) => times.length > 0),
    );
  const words = (is: (atMs: number) => boolean): Pick<Source, "notes" | "pins"> => ({
    ...(source.notes === undefined ? {} : { notes: source.notes.filter(({ atMs }) => is(atMs)) }),
    ...(source.pins === undefined ? {} : { pins: source.pins.filter(({ atMs }) => is(atMs)) }),
  });
  const part: Source = {
    ...source,
    firstSeenAtMs: Math.max(source.firstSeenAtMs, sinceMs),
    pagesViewed: 0,
    variants: variants.leaving,
    coupons: coupons.leaving,
    shownAtMs: shownIf(leaves),
    ...words(leaves),
  };
  Object.assign(source, {
    firstSeenAtMs: leaves(source.firstSeenAtMs) ? untilMs : source.firstSeenAtMs,
    variants: variants.staying,
    coupons: coupons.staying,
    shownAtMs: shownIf((atMs) => !leaves(atMs)),
    ...words((atMs) => !leaves(atMs)),
  });
  return part;
}

function parted<T>(record: Readonly<Record<string, T>>, leaves: (value: T) => boolean) {
  const entries = Object.entries(record);
  return {
    leaving: Object.fromEntries(entries.filter(([, value]) => leaves(value))),
    staying: Object.fromEntries(entries.filter(([, value]) => !leaves(value))),
  };
}

/** Two parts of what came by one node. */
function sourcesTogether(a: Source, b: Source): Source {
  return {
    firstSeenAtMs: Math.min(a.firstSeenAtMs, b.firstSeenAtMs),
    seenAtMs: Math.max(a.seenAtMs, b.seenAtMs),
    session:
      a.session === null || b.session === null
        ? (a.session ?? b.session)
        : newestSession(a.session, b.session),
    visit: a.seenAtMs > b.seenAtMs ? a.visit : b.visit,
    pagesViewed: Math.max(a.pagesViewed, b.pagesViewed),
    consents: togetherChosen([a.consents, b.consents]),
    variants: variantsTogether([a.variants, b.variants]),
    shownAtMs: togetherShown([a.shownAtMs, b.shownAtMs]),
    coupons: heldTogether(a.coupons, b.coupons),
    ...(a.notes === undefined && b.notes === undefined ? {} : { notes: notesTogether([a.notes, b.notes]) }),
    ...(a.pins === undefined && b.pins === undefined ? {} : { pins: pinsTogether([a.pins, b.pins]) }),
  };
}
