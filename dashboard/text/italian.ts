import { heard } from "../api/in-words.ts";
import type { inEnglish } from "./translated.ts";

type Messages = Readonly<Record<string, string>>;

/** The Italian of each room, which is loaded with that room. */
export const rooms: Readonly<Record<string, () => Promise<{ italian: Messages }>>> = {
  choices: () => import("../differences/choice-words-it.ts"),
  "coupon-refusals": () => import("../customers/refusal-messages-it.ts"),
  "customer-events": () => import("../customers/event-messages-it.ts"),
  "customer-pins": () => import("../customers/pin-messages-it.ts"),
  customers: () => import("../customers/messages-it.ts"),
  explained: () => import("../conditions/explained-messages-it.ts"),
  home: () => import("../home/messages-it.ts"),
  install: () => import("../install/messages-it.ts"),
  "limits-sentence": () => import("../editor/limits-sentence-it.ts"),
  outcomes: () => import("../conditions/outcome-text-it.ts"),
  recipes: () => import("../recipes/messages-it.ts"),
  rivals: () => import("../editor/rivals-it.ts"),
  "rule-tools": () => import("../rules/tool-messages-it.ts"),
  sample: () => import("../editor/sample-messages-it.ts"),
  segments: () => import("../segments/messages-it.ts"),
  "site-settings": () => import("../site-settings/messages-it.ts"),
  targets: () => import("../editor/target-words-it.ts"),
  "try-visitor": () => import("../editor/try-messages-it.ts"),
  values: () => import("./value-text-it.ts"),
  refusals: () => import("../api/refusals-it.ts"),
  "change-name": () => import("../rules/change-name-it.ts"),
  "condition-sentences": () => import("../conditions/speech-it.ts"),
  conditions: () => import("../conditions/messages-it.ts"),
  coupons: () => import("../coupons/messages-it.ts"),
  editing: () => import("../editing/messages-it.ts"),
  editor: () => import("../editor/messages-it.ts"),
  leaving: () => import("../shell/leave-dialog-it.ts"),
  offers: () => import("../offers/messages-it.ts"),
  "missing-places": () => import("../rules/missing-places-it.ts"),
  "nothing-here": () => import("../shell/nothing-here-it.ts"),
  "on-page": () => import("../on-page/messages-it.ts"),
  preview: () => import("../preview/messages-it.ts"),
  publish: () => import("../publish/messages-it.ts"),
  "publish-dialog": () => import("../publish/dialog-messages-it.ts"),
  results: () => import("../results/messages-it.ts"),
  verdicts: () => import("../results/verdict-messages-it.ts"),
  "row-extras": () => import("../rules/row-extras-it.ts"),
  "rule-preview": () => import("../rules/preview-rule-it.ts"),
  "rule-sentence": () => import("../rules/rule-sentence-it.ts"),
  "rule-switch": () => import("../rules/switch-rule-it.ts"),
  rules: () => import("../rules/messages-it.ts"),
  session: () => import("../session/messages-it.ts"),
  settings: () => import("../settings/messages-it.ts"),
  shell: () => import("../shell/messages-it.ts"),
  "site-switch": () => import("../site-switch/messages-it.ts"),
  sites: () => import("../sites/messages-it.ts"),
  audit: () => import("../audit/messages-it.ts"),
  "audited-kinds": () => import("../audit/kinds-it.ts"),
  deeds: () => import("../audit/deeds-it.ts"),
  differences: () => import("../differences/messages-it.ts"),
  fields: () => import("../differences/fields-it.ts"),
  history: () => import("../audit/history-messages-it.ts"),
  palette: () => import("../palette/messages-it.ts"),
  goals: () => import("../goals/messages-it.ts"),
  placements: () => import("../placements/messages-it.ts"),
  planned: () => import("../publish/planned-messages-it.ts"),
  "standard-goals": () => import("../goals/goal-name-it.ts"),
  staged: () => import("../editor/staged-section-it.ts"),
  sharing: () => import("../editor/sharing-section-it.ts"),
  "stopped-rule": () => import("../rules/stopped-rule-it.ts"),
  "switched-by": () => import("../site-switch/switched-by-it.ts"),
  turns: () => import("../audit/turns-it.ts"),
  versions: () => import("../versions/messages-it.ts"),
  ui: () => import("../ui/messages-it.ts"),
  "undone-changes": () => import("../rules/undone-changes-it.ts"),
};

/** Puts Italian in the place of these rooms' English, and of what the API says; a room that has none speaks English. */
export async function putItalian(said: typeof inEnglish): Promise<void> {
  const put = async ({ room, words }: (typeof said)[number]) =>
    Object.assign(words, (await rooms[room]?.())?.italian);
  const hear = async () => (heard.inWords = (await import("../problems/in-italian.ts")).inItalian);
  await Promise.all([hear(), ...said.map(put)]);
}
