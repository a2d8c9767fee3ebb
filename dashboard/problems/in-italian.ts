import { type FactName, facts } from "../../model/facts/catalogue.ts";
import { italian as speech } from "../conditions/speech-it.ts";
import { changesInItalian } from "./changes-it.ts";
import { conditionsInItalian } from "./conditions-it.ts";
import { documentsInItalian } from "./documents-it.ts";
import { requestsInItalian } from "./requests-it.ts";
import { settingsInItalian } from "./settings-it.ts";

/**
 * Everything that the API can say of what is wrong, in Italian: by the English sentence, with `{0}`, `{1}` … where values
 * go. `{0+}` is English itself, and to be said in Italian; what people named is not.
 */
export const sentences: Readonly<Record<string, string>> = {
  ...documentsInItalian,
  ...changesInItalian,
  ...conditionsInItalian,
  ...settingsInItalian,
  ...requestsInItalian,
};

/** Those with values, the ones that say most themselves first: `{0}: …` fits what others fit better. */
const patterns = Object.entries(sentences)
  .filter(([english]) => /\{\d\}/.test(english))
  .toSorted(([a], [b]) => b.length - a.length)
  .map(([english, italian]) => ({ pattern: patternOf(english), italian }));

const factNames = new Map(
  (Object.keys(facts) as FactName[]).map((name) => [facts[name].label as string, speech[`fact_${name}`]]),
);

/** A sentence of the API's in Italian; as it is, where there is none. */
export function inItalian(sentence: string): string {
  return sentenceIn(sentence) ?? sentence;
}

function sentenceIn(sentence: string): string | undefined {
  if (Object.hasOwn(sentences, sentence)) return sentences[sentence];
  for (const { pattern, italian } of patterns) {
    const values = pattern.exec(sentence)?.slice(1);
    if (values !== undefined)
      return italian.replace(/\{(\d)(\+?)\}/g, (_, index: string, isEnglish: string) => {
        const value = values[Number(index)] ?? "";
        return isEnglish === "" ? value : partIn(value);
      });
  }
  return behindName(sentence);
}

/** “Welcome: A name is needed.”: what stands before is a name, whatever is in it. */
function behindName(sentence: string): string | undefined {
  for (let at = sentence.indexOf(": "); at !== -1; at = sentence.indexOf(": ", at + 1)) {
    const problem = sentenceIn(sentence.slice(at + 2));
    if (problem !== undefined) return sentence.slice(0, at + 2) + problem;
  }
  return undefined;
}

/** A sentence or a part of one, or the label of a fact: “the cart value”. */
function partIn(value: string): string {
  return factNames.get(value.replace(/^the /, "")) ?? sentenceIn(value) ?? value;
}

function patternOf(english: string): RegExp {
  const texts = english.split(/\{\d\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${texts.join("([^]+?)")}$`);
}
