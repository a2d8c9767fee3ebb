import type { RuleStatus } from "../../worker/api/contract.ts";
import { Badge } from "../ui/badge.tsx";
import { ChangedIcon, DraftIcon, LiveIcon, OffIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

const icons = { live: LiveIcon, staged: DraftIcon, off: OffIcon, draft: DraftIcon } as const;

/** Whether shoppers see a rule now, and whether what they see is the newest. */
export function StatusBadge({ status, changed }: { status: RuleStatus; changed: boolean }) {
  const Icon = icons[status];
  return (
    <span class="badges">
      <Badge tone={status === "staged" ? "draft" : status} icon={<Icon />}>
        {t(status)}
      </Badge>
      {changed && status !== "draft" && (
        <Badge tone="changed" icon={<ChangedIcon />}>
          {t("changed")}
        </Badge>
      )}
    </span>
  );
}
