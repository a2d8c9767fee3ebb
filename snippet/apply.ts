import type { AppliedRule } from "../model/applied-change.ts";
import type { MissedOffer } from "../model/missed-moment.ts";
import { cover, mostMs, type Regions } from "./apply/cover.ts";
import { useChanges } from "./apply/use-changes.ts";
import { address, askEdge, tokenOf } from "./ask-edge.ts";
import { on, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { type Pushed, tap } from "./tap.ts";
import { api } from "./survive/report.ts";

/** What is known only then comes too late. */
const latestMs = 3000;

/** In the last line of this script, which the server writes. */
declare function ewRegions(): Regions;

/** What this visitor gets on a page. */
interface Answer {
  decisions: readonly AppliedRule[];
  /** By placement. */
  offers: Readonly<Record<string, unknown>>;
  /** Other parts of the snippet that the changes need. */
  load: readonly string[];
  /** Offers that are not shown, whose moment is waited for. */
  missed: readonly MissedOffer[];
  redirect: string | null;
  /** On another host, what the next page is to tell in the place of a cookie of ours: which rules led the visitor to it. */
  led?: string;
}

const load = (part: string) =>
  import(/* @vite-ignore */ address(`${part}.js`)).catch(() => undefined) as Promise<unknown>;
/** Never rejects. */
const loadParts = async ({ load: parts, missed }: Answer, isStill: () => boolean) => {
  await Promise.all(parts.map(load));
  if (isStill()) api().miss?.(missed);
};
const pageOf = (href: string) => href.replace(/#.*/, "");

/** On a page of another host, it says which site that is of. */
const isPasted = import.meta.url.includes("?");
/** The page that it was decided for last: by the edge, where that made it. */
let page = isPasted ? "" : pageOf(performance.getEntriesByType("navigation")[0]?.name || location.href);
let referrer = document.referrer;
let asked: Promise<Answer> | undefined;
/** Whoever has it sends events (`delivery.ts`). */
const turn = "edgewise";

/** What nobody answers in time is rejected. */
function ask(more: object): Promise<Answer> {
  const tooLate = new Promise<never>((_resolve, reject) => setTimeout(() => reject(Error()), latestMs));
  const question = { page_location: location.href, page_referrer: referrer, led: ledHere(), ...more };
  return Promise.race([askEdge<Answer>("decide", question), tooLate]);
}

/** What the page before was answered, where a rule led the visitor from it to this one. Browsers may refuse to keep it. */
function ledHere(): string | undefined {
  try {
    return sessionStorage["ew_led"] as string | undefined;
  } catch {
    return undefined;
  }
}

/**
 * Asks for the page as it is now, and lets nobody send events meanwhile, as tabs do it among each other: what is answered to
 * them takes back what the visitor is given here. Of a visitor who has no token yet, two who ask at once would make two.
 */
async function askForPage(): Promise<Answer> {
  const { locks } = navigator;
  if (!locks) return ask({});
  if (isPasted && !tokenOf()) return locks.request(turn, () => ask({}));
  let asking: Promise<Answer> | undefined;
  // A browser that refuses storage refuses locks, too.
  return locks.request(turn, { ifAvailable: true }, () => (asking = ask({}))).catch(() => asking ?? ask({}));
}

/**
 * What the visitor gets on the page as it is now.
 * @param placements that the page fills by itself: of others there are no offers in the answer.
 */
export async function decide(placements?: readonly string[]): Promise<Answer> {
  const answer = await (asked ?? ask({ again: performance.now() }));
  if (!placements) return answer;
  const offers = Object.entries(answer.offers).filter(([placement]) => placements.includes(placement));
  return { ...answer, offers: Object.fromEntries(offers) };
}

/** Shows what the visitor gets on the page as it is now, if that is another one than before. */
const look = quietly(() => {
  const now = pageOf(location.href);
  if (now == page) return;
  if (page) referrer = page;
  page = now;
  void show((asked = askForPage()));
});

/** Never rejects. */
async function show(answered: Promise<Answer>): Promise<void> {
  const startedAtMs = performance.now();
  const { pathname } = location;
  let uncover = () => undefined as void;
  let leftMs = mostMs;
  let isUsed = false;
  quietly(() => ([uncover, leftMs] = cover(ewRegions())))();
  setTimeout(
    quietly(() => {
      uncover();
      // What was made for the page before is none of this one's, as far as anybody knows.
      if (!isUsed && asked == answered) useChanges([]);
    }),
    leftMs,
  );
  try {
    const keeper = api().keep ?? load("keep");
    const answer = await answered;
    // Whoever is led elsewhere needs none.
    if (!answer.redirect) await keeper;
    if (asked != answered || location.pathname != pathname || performance.now() - startedAtMs > latestMs)
      return;
    isUsed = true;
    if (answer.led) quietly(() => (sessionStorage["ew_led"] = answer.led))();
    if (answer.redirect) return location.replace(answer.redirect);
    void loadParts(answer, () => asked == answered);
    useChanges(answer.decisions);
    // Half a page is not changed yet.
    if (document.readyState == "loading") on(uncover, "readystatechange");
    else uncover();
  } catch {
    uncover();
    if (asked != answered) return;
    // Whoever wants to know asks anew.
    asked = undefined;
    quietly(useChanges)([]);
  }
}

whenShown(
  quietly(() => {
    look();
    // Sooner than the event of that page, which waits for what scripts make of it.
    const moved = () => queueMicrotask(look);
    tap(history as Pushed, "pushState", moved);
    on(moved, "popstate");
  }),
);
