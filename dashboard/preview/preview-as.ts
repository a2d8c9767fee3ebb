import type { PreviewVisitor } from "../../model/preview-visitor.ts";
import type { Api } from "../../worker/api/contract.ts";
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
  profile: string;
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

function visitorOf({ who, device, source, medium, campaign, profile }: Omit<Chosen, "variant" | "path">) {
  const visitor: Partial<PreviewVisitor> = { visit: who === "returning" ? "returning" : "first", device };
  if (who === "advertisement")
    return { ...visitor, source: wordOf(source), medium: wordOf(medium), campaign: wordOf(campaign) };
  return who === "customer" ? { ...visitor, profile: profile.trim() } : visitor;
}

function wordOf(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
