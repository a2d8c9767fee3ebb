import { compileBundle } from "../../model/bundle.ts";
import { checkConfiguration } from "../../model/configuration.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { wordsOf } from "../../model/offer/render-offer.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { compileRules, type Deciding } from "../decide/compile-rules.ts";
import { explain, type RuleExplanation } from "../decide/explain.ts";
import type { Decision, Decisions } from "../decide/decision.ts";
import { madeFor, nameOf } from "../decide/pins.ts";
import { askedBy } from "../profile/arrival.ts";
import { agreedBefore } from "../recognise/consent.ts";
import { gatherFacts } from "../recognise/facts.ts";
import { languagesOf } from "../recognise/languages.ts";
import { nobody, type Visitor } from "../recognise/recognise.ts";
import { seenAs } from "../recognise/seen-as.ts";
import { configurationFrom, listDrafts } from "../store/drafts.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { knownPerson } from "../intake/known-person.ts";
import type { ChannelAnswer, ChannelDecision, ChannelQuestion } from "./channel.ts";

/**
 * Decides for any channel. It looks and changes nothing: nothing is counted as shown, and no coupon is given.
 * @param later gets what goes on behind the answer. @throws AnswerError
 */
export async function decideForChannel(
  env: Env,
  question: ChannelQuestion,
  later: (work: Promise<unknown>) => void,
): Promise<ChannelAnswer> {
  const { site, context } = question;
  const deciding = await decidingOf(env, question, later);
  const nowMs = context.at === undefined ? Date.now() : Date.parse(context.at);
  const request = requestOf(question);
  const person = { site: site.site.id, identities: question.identities, nowMs };
  const known = await knownPerson(env, person, askedBy(deciding.bundle));
  const { site: settings, facts: wanted } = deciding.bundle;
  const { timeZone } = settings;
  const purposes = agreedBefore(known?.consent ?? null, settings);
  const snapshot = seenAs(someone(request, nowMs, known, purposes), request, wanted, nowMs);
  const facts: Facts = {
    ...gatherFacts(wanted, { request, snapshot, purposes, timeZone, nowMs }),
    ...context.facts,
  };
  const languages = facts.languages ?? languagesOf(context.acceptLanguage);
  const { decisions, rules } = explain(deciding, {
    pathname: new URL(request.url).pathname,
    address: new URL(request.url),
    facts,
    languages,
    visitor: snapshot.visitor,
    memory: snapshot.memory,
    coupons: snapshot.coupons,
    pins: snapshot.pins,
    ...(context.variants === undefined ? {} : { forced: context.variants }),
  });
  const { behaviour: _behaviour, ...named } = facts;
  return {
    version: question.version === "draft" ? "draft" : deciding.bundle.version,
    known: known !== undefined,
    decisions: decisions.chosen.map((decision) =>
      answered(decision, { decisions, deciding, facts, languages }),
    ),
    redirect: decisions.redirect?.location ?? null,
    lost: decisions.lost.filter(({ reason }) => question.explain || !neverWanted.has(reason)),
    ...(question.explain ? { explanation: { facts: named, rules: rules.map(plain) } } : {}),
  };
}

/** Whoever is known and was never asked is served by what is known of them. */
function someone(
  request: Request,
  nowMs: number,
  known: Snapshot | undefined,
  purposes: Visitor["purposes"] | null,
): Visitor {
  const stranger = nobody(request, nowMs);
  if (known === undefined) return stranger;
  return { ...stranger, snapshot: known, remembered: true, purposes: purposes ?? ["personalisation"] };
}

/** Of these, nobody asks unless they ask about every rule. */
const neverWanted: ReadonlySet<string> = new Set(["condition", "not_now", "left_alone", "staged"]);

async function decidingOf(
  env: Env,
  { site: { site, liveVersion, on }, version }: ChannelQuestion,
  later: (work: Promise<unknown>) => void,
): Promise<Deciding> {
  if (version === "draft") {
    const checked = checkConfiguration(configurationFrom(await listDrafts(env.DB, site.id)));
    if (!checked.ok)
      throw new AnswerError("cannot_publish", "The drafts do not fit together yet.", checked.problems);
    return compileRules(compileBundle(liveVersion + 1, site, checked.value));
  }
  if (liveVersion === 0) throw new AnswerError("not_found", "Nothing is published on this site yet.");
  if (!on) throw new AnswerError("switched_off", "Edgewise is switched off on this site.");
  const deciding = await liveBundle(env, site.id, Date.now(), later).settle();
  if (deciding === undefined)
    throw new AnswerError("temporarily_unavailable", "What is live is not known here yet. Please ask again.");
  return deciding;
}

function requestOf({ context, site: { site } }: ChannelQuestion): Request {
  const headers = {
    "user-agent": context.userAgent,
    "accept-language": context.acceptLanguage,
    referer: context.referrer,
  };
  const given = Object.entries(headers).filter(([, value]) => value !== "");
  // Put together as text, so that a path that starts with two slashes leads to no other host.
  return new Request(`https://${site.hosts[0] ?? "shop.invalid"}${context.url}`, {
    headers: Object.fromEntries(given),
  });
}

/** All that was decided, and by what. */
interface Answering {
  decisions: Decisions;
  deciding: Deciding;
  facts: Facts;
  languages: readonly string[];
}

function answered(decision: Decision, { decisions, deciding, facts, languages }: Answering): ChannelDecision {
  const compiled = deciding.byId.get(decision.rule);
  return {
    ...decision,
    name: nameOf(deciding, decision.rule),
    // What is pinned is no campaign: somebody owes it to this person.
    lane: compiled?.rule.lane ?? "service",
    trigger: compiled?.rule.trigger ?? null,
    offers: madeFor(decision, decisions, deciding.byId).flatMap((edit) => {
      if (edit.type !== "insertOffer") return [];
      const { value = null, cost = null } =
        deciding.bundle.configuration.offers.find(({ id }) => id === edit.offer.id) ?? {};
      const words = wordsOf(edit.offer, { facts, languages });
      const { coupon: full } = edit.offer;
      const coupon = full === null ? null : { id: full.id, name: full.name, code: full.code };
      return [{ offer: edit.offer.id, placement: edit.placement.id, words, coupon, value, cost }];
    }),
  };
}

/** Without what JSON cannot say. */
function plain(explained: RuleExplanation): RuleExplanation {
  return JSON.parse(JSON.stringify(explained)) as RuleExplanation;
}
