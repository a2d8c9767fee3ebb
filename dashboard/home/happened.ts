import type { Api } from "../../worker/api/contract.ts";
import type { Changes } from "./load-home.ts";
import { t } from "./messages.ts";

type Entry = Api["GET /audit?site=:site"]["answer"]["entries"][number];

/** Something that was done, in a sentence. */
export interface Happened {
  id: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** What was done since a moment, the latest first; what one person did again to the same thing is said once. */
export function happenedSince(changes: Changes, sinceMs: number | null, self: string): Happened[] {
  const isNew = (at: string) => sinceMs === null || Date.parse(at) > sinceMs;
  if (changes.kind === "versions")
    return changes.versions
      .filter(({ publishedAt }) => isNew(publishedAt))
      .map(({ version, note, publishedAt }) => ({
        id: `version ${version}`,
        text: t("version", { version, note: note === "" ? "" : ` (${note})` }),
        at: publishedAt,
      }));
  const told = new Map<string, { entry: Entry; what: string; count: number }>();
  for (const entry of changes.entries.filter(({ at }) => isNew(at))) {
    const what = deed(entry);
    const key = `${entry.by.id} ${what}`;
    const known = told.get(key);
    if (known === undefined) told.set(key, { entry, what, count: 1 });
    else known.count += 1;
  }
  return [...told.values()].map(({ entry: { id, at, by }, what, count }) => {
    const who = by.id === self ? t("you") : by.name;
    return { id, text: sentence(who, count === 1 ? what : t("times", { what, count })), at };
  });
}

function sentence(who: string, what: string): string {
  return `${t("happened", { who, what })}.`;
}

/** What was done, as it stands behind a name. */
function deed({ what, about, after }: Entry): string {
  const thing = nameOf(about);
  switch (what) {
    case "rule.switched":
      return t(after?.["on"] === true ? "did_rule_on" : "did_rule_off", { what: thing });
    case "site.switched":
      return t(after?.["on"] === true ? "did_site_on" : "did_site_off");
    case "site.saved":
      return t("did_site_saved");
    case "bundle.published":
      return t("did_published", { what: t("kind_version") + ` ${about.id}` });
    case "drafts.discarded":
      return t("did_discarded");
    case "key.made":
      return t("did_key_made", { what: about.name });
    case "key.revoked":
      return t("did_key_revoked", { what: about.name });
    default:
      return otherDeed(what, thing);
  }
}

function otherDeed(what: Entry["what"], thing: string): string {
  const [about = "", done = ""] = what.split(".");
  if (about in kindNames && done === "saved") return t("did_saved", { what: thing });
  if (about in kindNames && done === "deleted") return t("did_deleted", { what: thing });
  if (about === "user" || about === "invitation") return t("did_people");
  return ["consent", "person", "people", "link", "import"].includes(about) ||
    what === "coupon.issued" ||
    what === "coupon.given"
    ? t("did_customers")
    : t("did_other");
}

const kindNames = {
  rule: "kind_rule",
  offer: "kind_offer",
  coupon: "kind_coupon",
  placement: "kind_placement",
  segment: "kind_segment",
  list: "kind_list",
} as const;

function nameOf({ kind, id, name }: Entry["about"]): string {
  const known = Object.entries(kindNames).find(([one]) => one === kind)?.[1];
  const called = name === "" ? id : name;
  return known === undefined ? called : `${t(known)} ${called}`;
}
