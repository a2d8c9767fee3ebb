import { canonicalJson } from "../../model/canonical-json.ts";
import type { Change } from "../../model/change.ts";
import { changeText } from "../rules/rule-sentence.ts";
import { languageName } from "../text/language-name.ts";
import { fieldName, t } from "./messages.ts";
import { isEmpty, isFields, plainWords, wordsOf, type Wording } from "./words-of.ts";

/** One field of a document, as it was and as it is: `null` where the document was not there. */
export interface FieldDifference {
  label: string;
  before: string | null;
  after: string | null;
}

export type Fields = Readonly<Record<string, unknown>> | null;

/** Said by the document's own name, or by nothing that a person would look for. */
const unsaid: ReadonlySet<string> = new Set(["id"]);

/** What differs between two documents, field by field, in words. Of one that is new, what it has; of one that is gone, nothing. */
export function fieldDifferences(before: Fields, after: Fields, wording: Wording): FieldDifference[] {
  if (after === null && before !== null) return [];
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .filter((field) => !unsaid.has(field))
    .flatMap((field) => ofField(field, before, after, wording));
}

function ofField(field: string, before: Fields, after: Fields, wording: Wording): FieldDifference[] {
  const [was, is] = [before?.[field], after?.[field]];
  if (before === null && isEmpty(is)) return [];
  if (field === "variants" && [was, is].every((value) => isEmpty(value) || areVariants(value)))
    return ofVariants(was, is, wording);
  if (field === "translations" && [was, is].every((value) => isEmpty(value) || isFields(value)))
    return ofTranslations(was, is, wording);
  return [
    {
      label: fieldName(field),
      before: before === null ? null : wordsOf(field, was, wording),
      after: wordsOf(field, is, wording),
    },
  ];
}

interface Variant {
  id: string;
  weight?: number;
  changes: Change[];
}

function areVariants(value: unknown): value is Variant[] {
  return Array.isArray(value) && value.every((each) => isFields(each) && Array.isArray(each["changes"]));
}

function ofVariants(was: unknown, is: unknown, wording: Wording): FieldDifference[] {
  const [before, after] = [was, is].map((value) => (areVariants(value) ? value : []));
  const ids = [...new Set([...(before ?? []), ...(after ?? [])].map(({ id }) => id))];
  return ids.flatMap((id): FieldDifference[] => {
    const [one, other] = [before, after].map((variants) => variants?.find((variant) => variant.id === id));
    if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) return [];
    const label = ids.length === 1 ? fieldName("variants") : t("variant", { variant: id });
    const [said, now] = variantWords(one, other, wording);
    return [{ label, before: was === undefined ? null : said, after: now }];
  });
}

/** Both in sentences, but for changes that they have alike; and where two sentences are the same, what is said besides. */
function variantWords(
  before: Variant | undefined,
  after: Variant | undefined,
  { names }: Wording,
): [before: string, after: string] {
  const same = (change: Change, others: Variant | undefined) =>
    others?.changes.some((other) => canonicalJson(other) === canonicalJson(change)) ?? false;
  const [was, is] = [
    [before, after],
    [after, before],
  ].map(([one, other]) => (one?.changes ?? []).filter((change) => !same(change, other)));
  const sentences = (changes: Change[] | undefined) =>
    (changes ?? []).map((change) => changeText(change, names.offers));
  const [wasSaid, isSaid] = [sentences(was), sentences(is)];
  const alike = wasSaid.join("\n") === isSaid.join("\n") && wasSaid.length > 0;
  const lines = (variant: Variant | undefined, changes: Change[] | undefined, said: string[]) => {
    if (variant === undefined) return t("none");
    const all = alike ? (changes ?? []).map(plainWords) : said;
    const isHeavier = before?.weight !== after?.weight && variant.weight !== undefined;
    const weight = isHeavier ? [t("weight", { weight: variant.weight ?? 1 })] : [];
    const told = [...all, ...weight];
    return told.length === 0 ? t("untouched") : told.join("\n");
  };
  return [lines(before, was, wasSaid), lines(after, is, isSaid)];
}

function ofTranslations(was: unknown, is: unknown, wording: Wording): FieldDifference[] {
  const [before, after] = [was, is].map((value) => (isFields(value) ? value : {}));
  const tags = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return tags.flatMap((tag) => {
    const [one, other] = [before?.[tag], after?.[tag]].map((value) => (isFields(value) ? value : {}));
    const fields = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])];
    return fields
      .filter((field) => canonicalJson(one?.[field] ?? null) !== canonicalJson(other?.[field] ?? null))
      .map((field) => ({
        label: t("inLanguage", { language: languageName(tag), field: fieldName(field) }),
        before: was === undefined ? null : wordsOf(field, one?.[field], wording),
        after: wordsOf(field, other?.[field], wording),
      }));
  });
}
