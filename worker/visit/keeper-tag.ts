import type { Deciding } from "../decide/compile-rules.ts";
import type { Decisions } from "../decide/decision.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { appliedJson } from "../rewrite/applied.ts";
import type { Reader } from "../rewrite/insert.ts";
import type { PageVisit } from "./personalise.ts";
import { isSilent } from "./preview.ts";

/** Whose page it is. */
interface Whose {
  visitor: Pick<Visitor, "remembered">;
  deciding: Deciding;
  preview?: PageVisit["preview"];
}

/**
 * The tag of the script that looks whether changes stay, with what it has to know in an attribute. It stands beside the
 * snippet's own, and only where something was changed. Its name is one that no blocker looks for.
 */
export function keeperTag(
  { visitor, deciding, preview }: Whose,
  decisions: Decisions,
  reader: Reader,
): string {
  const { snippet, prefix } = deciding.bundle.site;
  if (!snippet || !visitor.remembered || isSilent(preview)) return "";
  const changes = appliedJson(decisions, deciding, reader);
  return changes === "" ? "" : `<script async src="${prefix}keep.js" data-changes='${changes}'></script>`;
}
