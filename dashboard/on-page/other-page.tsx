import { compilePagePattern } from "../../model/page-pattern.ts";
import { Button } from "../ui/button.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";
import type { PageEdits } from "./page-edits.ts";

/** Says so where the page in the frame is none of the rule's. */
export function OtherPage({ link, edits }: { link: FrameLink; edits: PageEdits }) {
  const { pages } = edits.rule.document.value;
  const page = link.opened.value?.page.split("?")[0];
  if (page === undefined || pages.some((pattern) => fits(pattern, page))) return null;
  return (
    <section class="notice notice-warn" role="status">
      <p>{t("otherPage", { page })}</p>
      <Button onClick={() => edits.addPage(page)}>{t("addPage")}</Button>
    </section>
  );
}

/** What is being typed elsewhere may be no pattern yet, and old browsers know none. */
function fits(pattern: string, page: string): boolean {
  try {
    return compilePagePattern(pattern)(page);
  } catch {
    return false;
  }
}
