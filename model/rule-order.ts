import type { Rule } from "./rule.ts";

/** What a priority is at most; the least is 0. */
const mostPriority = 1000;

/** A rule in the order that is wanted, with the priority that it is to have. */
interface Placed {
  readonly rule: Rule;
  readonly priority: number;
}

/**
 * The priorities that bring a rule to another place among those of its lane, while the others keep their order. Few change:
 * the rule's own alone, where there is room, else those on one side that have to make room.
 *
 * @param lane all rules of one lane, the one that wins first.
 * @param to the place that it is to have among them, from 0.
 * @param rank as `byRank` gives it.
 * @returns by the rule's id, each priority that changes; `undefined` where a lane holds more rules than there are
 * priorities.
 */
export function prioritiesToMove(
  lane: readonly Rule[],
  { id, to }: { id: string; to: number },
  rank: (a: Rule, b: Rule) => number,
): ReadonlyMap<string, number> | undefined {
  const from = lane.findIndex((rule) => rule.id === id);
  const moved = lane[from];
  if (moved === undefined) return new Map();
  const wanted = lane
    .toSpliced(from, 1)
    .toSpliced(to, 0, moved)
    .map((rule): Placed => ({ rule, priority: rule.priority }));
  const at = wanted.findIndex(({ rule }) => rule === moved);
  const isBefore = (a: Placed, b: Placed) => rank(withPriority(a), withPriority(b)) < 0;
  const ways = [
    alone(wanted, at, isBefore),
    makingRoom(wanted, at, isBefore, 1),
    makingRoom(wanted, at, isBefore, -1),
    spread(wanted),
  ].flatMap((way) => (way === undefined ? [] : [changesOf(way)]));
  return ways.sort((a, b) => a.size - b.size)[0];
}

type IsBefore = (a: Placed, b: Placed) => boolean;

function withPriority({ rule, priority }: Placed): Rule {
  return { ...rule, priority };
}

function changesOf(placed: readonly Placed[]): ReadonlyMap<string, number> {
  const changed = placed.filter(({ rule, priority }) => rule.priority !== priority);
  return new Map(changed.map(({ rule, priority }) => [rule.id, priority]));
}

/** With another priority of the rule that is moved, somewhere between those of its neighbours. */
function alone(placed: readonly Placed[], at: number, isBefore: IsBefore): readonly Placed[] | undefined {
  const [above, own, below] = [placed[at - 1], placed[at], placed[at + 1]];
  if (own === undefined) return placed;
  const highest = above?.priority ?? Math.min(mostPriority, (below?.priority ?? 0) + 20);
  const lowest = below?.priority ?? Math.max(0, highest - 20);
  const priority = [own.priority, Math.ceil((highest + lowest) / 2), highest, lowest].find((each) => {
    const there = { ...own, priority: each };
    return (above === undefined || isBefore(above, there)) && (below === undefined || isBefore(there, below));
  });
  return priority === undefined ? undefined : placed.with(at, { ...own, priority });
}

/** The rule comes right before, or right behind, its neighbour; those on the other side go on until there is room. */
function makingRoom(
  placed: readonly Placed[],
  at: number,
  isBefore: IsBefore,
  direction: 1 | -1,
): readonly Placed[] | undefined {
  const made = [...placed];
  const isRight = (nearer: Placed, farther: Placed) =>
    direction === 1 ? isBefore(farther, nearer) : isBefore(nearer, farther);
  for (let index = at; index >= 0 && index < made.length; index -= direction) {
    const [there, neighbour] = [made[index], made[index + direction]];
    if (there === undefined || neighbour === undefined) continue;
    if (index !== at && isRight(neighbour, there)) return made;
    const nearest = { ...there, priority: neighbour.priority };
    const priority = isRight(neighbour, nearest) ? neighbour.priority : neighbour.priority + direction;
    if (priority < 0 || priority > mostPriority) return undefined;
    made[index] = { ...there, priority };
  }
  return made;
}

/** All of the lane anew, as far apart as there is room. */
function spread(placed: readonly Placed[]): readonly Placed[] | undefined {
  if (placed.length > mostPriority + 1) return undefined;
  const step = mostPriority / Math.max(1, placed.length - 1);
  return placed.map(({ rule }, index) => ({ rule, priority: mostPriority - Math.round(index * step) }));
}
