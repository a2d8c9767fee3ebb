import { claimsOf, type Claim } from "./claims.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { describeDid } from "./describe-did.ts";
import { describeFact } from "./describe-fact.ts";
import { english, has, joined, type Speech } from "./describe-messages.ts";
import type { Wording } from "./describe-operator.ts";
import { isTooDeep } from "./nesting.ts";

/** Names of what a condition refers to, by id. What has no name here is called by its id. */
export interface DescribeOptions {
  readonly segments?: Readonly<Record<string, string>>;
  readonly lists?: Readonly<Record<string, string>>;
  /** The language to say it in; English where it is left out. */
  readonly speech?: Speech;
}

type Names = Omit<Wording, "say"> & Required<Omit<DescribeOptions, "speech">>;

/**
 * The visitors that a condition is about, as a marketer would say it: "new visitors in VIPs whose medium is cpc".
 * Empty conditions are everyone.
 */
export function describeCondition(
  condition: ConditionDocument,
  { segments = {}, lists = {}, speech = english }: DescribeOptions = {},
): string {
  const { t } = speech;
  if (isTooDeep(condition)) return t("tooDeep");
  const describeItem = (part: unknown) => describeAll(claimsOf(part), names);
  const names: Names = { ...speech, segments, lists, describeItem };
  const claims = claimsOf(condition);
  if (claims.length === 0) return t("everyone");
  const kind = claims.find(isKind);
  const visitors =
    kind === undefined ? t("visitors") : t("visitorsOfKind", { kind: kindOf(kind.operand, speech) });
  const others = claims.filter((claim) => claim !== kind);
  // What they are in comes first, since a segment is who they are: "visitors in VIPs whose …".
  const ofSegments = others.filter(({ about }) => about === "segment");
  const rest = others.filter(({ about }) => about !== "segment");
  const isOnly = others.length === 1;
  const said = [ofSegments, rest].map((some) =>
    joined(
      speech,
      "and",
      some.map((claim) => (isOnly ? describeClaim(claim, names) : describeGrouped(claim, names))),
    ),
  );
  return [visitors, ...said].filter((part) => part !== "").join(" ");
}

/** New or returning, which is said before the word visitors. */
function isKind(claim: Claim): claim is Claim & { about: "fact" } {
  return claim.about === "fact" && claim.name === "visitor" && claim.operator === "$eq";
}

function kindOf(operand: unknown, { t }: Speech): string {
  const kind = String(operand);
  return has("value", kind) ? t(`value_${kind}`) : kind;
}

/** A claim as what visitors are picked by: "whose medium is cpc", "who bought at least once". */
function describeClaim(claim: Claim, names: Names): string {
  const { t } = names;
  switch (claim.about) {
    case "any":
      return describeParts(claim.parts, names);
    case "none":
      return t("notAmong", { said: describeParts(claim.parts, names) });
    case "not":
      return t("notAmong", { said: describeAll(claim.claims, names) });
    case "did":
      return t("who", { said: describeDid(claim.did, names) });
    case "segment": {
      const { id, isDenied } = claim;
      const name = Object.hasOwn(names.segments, id) ? names.segments[id] : undefined;
      const said = t("in", { segment: name ?? id });
      return isDenied ? t("no", { said }) : said;
    }
    case "fact":
      return describeFact(claim, names);
  }
}

function describeParts(parts: readonly (readonly Claim[])[], names: Names): string {
  const said = parts.map((claims) => {
    const part = describeAll(claims, names);
    // A part that says several things is put in parentheses, so that it cannot be misread.
    return claims.length > 1 || claims.some(isCompound) ? names.t("group", { said: part }) : part;
  });
  return joined(names, "or", said);
}

function describeAll(claims: readonly Claim[], names: Names): string {
  const [only] = claims;
  if (only === undefined) return names.t("ofAnyKind");
  if (claims.length === 1) return describeClaim(only, names);
  return joined(
    names,
    "and",
    claims.map((claim) => describeGrouped(claim, names)),
  );
}

function describeGrouped(claim: Claim, names: Names): string {
  const said = describeClaim(claim, names);
  return isCompound(claim) ? names.t("group", { said }) : said;
}

function isCompound({ about }: Claim): boolean {
  return about === "any" || about === "none" || about === "not";
}
