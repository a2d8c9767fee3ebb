import { countersOf } from "../../model/condition/facts-of.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { explainCondition, type Explanation } from "../../model/condition/explain.ts";
import { referencesOf } from "../../model/condition-references.ts";
import { purposes } from "../../model/consent/purpose.ts";
import { factsOffPage, personFactNames } from "../recognise/person-facts.ts";
import { configurationFrom, listDrafts } from "../store/drafts.ts";
import type { StoredSite } from "../store/sites.ts";
import { askProfile } from "./ask-profile.ts";

/** Whom to explain, and by its id each condition. */
export interface AskedWhy {
  id: string;
  conditions: Readonly<Record<string, ConditionDocument>>;
}

/**
 * Why conditions hold for somebody who is on no page now, or do not, by what their profile knows and audiences are counted
 * by. Whatever a condition counts is counted, whether or not a live rule asks for it.
 * @returns by the conditions' ids; `null` where nobody is known. @throws AnswerError
 */
export async function explainPerson(
  env: Env,
  { site }: StoredSite,
  { id, conditions }: AskedWhy,
): Promise<Record<string, Explanation> | null> {
  const nowMs = Date.now();
  const references = referencesOf(configurationFrom(await listDrafts(env.DB, site.id)));
  const counters = countersOf(Object.values(conditions), references);
  const { traits: strategies } = site;
  const asked = { visitor: id, counters, wanted: personFactNames, strategies, nowMs };
  const [snapshot, { visit }] = await askProfile(env, { site: site.id, id, nowMs }, (profile) =>
    Promise.all([profile.recall(asked), profile.particulars(nowMs)]),
  );
  if (snapshot === null) return null;
  const agreed = snapshot.consent?.purposes ?? [...purposes];
  const all = factsOffPage({ snapshot, purposes: agreed, nowMs }, visit);
  return Object.fromEntries(
    Object.entries(conditions).map(([name, condition]) => [
      name,
      plain(explainCondition(condition, all, references)),
    ]),
  );
}

/** Without what JSON cannot say. */
function plain(explanation: Explanation): Explanation {
  return JSON.parse(JSON.stringify(explanation)) as Explanation;
}
