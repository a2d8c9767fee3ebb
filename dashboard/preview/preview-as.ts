import type { PreviewVisitor } from "../../model/preview-visitor.ts";
import type { Api } from "../../worker/api/contract.ts";
import type { Rule } from "../../model/rule.ts";
import type { Person } from "../customers/person-field.tsx";
import type { Device } from "./widths.ts";

/** By whom a preview is seen. `whoever` is somebody for whom the rule is, whatever it asks for. */
export const whos = ["whoever", "first", "returning", "advertisement", "customer"] as const;
export type Who = (typeof whos)[number];

/** What is chosen of a preview. */
export interface Chosen {
  who: Who;
  device: Device;
  path: string;
  variant: string;
  source: string;
  medium: string;
  campaign: string;
  /** Whom a `customer` is, once one is chosen. */
  customer: Person | null;
}

/** The preview that the API is asked for, of a rule's draft as if it were on. */
export function wantedPreview(
  rule: string,
  { who, variant, path, ...chosen }: Chosen,
  frame: boolean,
): Api["POST /preview?site=:site"]["body"] {
  const variants: Record<string, string> = who === "whoever" ? { [rule]: variant } : {};
  return { variants, path: path.trim() || "/", drafts: [rule], as: visitorOf({ who, ...chosen }), frame };
}

function visitorOf({ who, device, source, medium, campaign, customer }: Omit<Chosen, "variant" | "path">) {
  const visitor: Partial<PreviewVisitor> = { visit: who === "returning" ? "returning" : "first", device };
  if (who === "advertisement")
    return { ...visitor, source: wordOf(source), medium: wordOf(medium), campaign: wordOf(campaign) };
  return who === "customer" ? { ...visitor, profile: customer?.id ?? null } : visitor;
}

/** What an advertisement has in its links. */
const ofAdvertisement = ["source", "medium", "campaign"] as const;
type Advertisement = Pick<Chosen, (typeof ofAdvertisement)[number]>;

/** The advertisement that a rule asks for, as far as it names one; where it leaves something open, that of most. */
export function advertisementOf(condition: Rule["condition"]): Advertisement {
  const named = Object.assign({}, ...partsOf(condition)) as Record<string, unknown>;
  const words = ofAdvertisement.flatMap((fact) => {
    const word = firstWord(named[fact]);
    return word === undefined ? [] : [[fact, word] as const];
  });
  return { source: "google", medium: "cpc", campaign: "", ...Object.fromEntries(words) };
}

/** What has to hold together. */
function partsOf(condition: object): object[] {
  const { $and } = condition as { $and?: unknown };
  return [condition, ...(Array.isArray($and) ? $and.flatMap((part: object) => partsOf(part)) : [])];
}

function firstWord(asked: unknown): string | undefined {
  if (typeof asked === "string") return asked;
  if (typeof asked !== "object" || asked === null) return undefined;
  const { $eq, $in, $ini } = asked as Record<string, unknown>;
  return [$eq, ...[$in, $ini].flat()].find((word) => typeof word === "string");
}

function wordOf(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
