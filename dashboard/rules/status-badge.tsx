import type { RuleStatus } from "../../worker/api/contract.ts";
import { Badge } from "../ui/badge.tsx";
import { ChangedIcon, DraftIcon, LiveIcon, OffIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

const icons = {
  live: LiveIcon,
  staged: DraftIcon,
  off: OffIcon,
  draft: DraftIcon,
  stopped: OffIcon,
} as const;
const tones = { live: "live", staged: "draft", off: "off", draft: "draft", stopped: "changed" } as const;

export interface StatusBadgeProps {
  /** `stopped`: it would be live, had it not stopped by itself. */
  status: RuleStatus | "stopped";
  changed: boolean;
}

/** Whether shoppers see a rule now, and whether what they see is the newest. */
export function StatusBadge({ status, changed }: StatusBadgeProps) {
  const Icon = icons[status];
  return (
    <span class="badges">
      <Badge tone={tones[status]} icon={<Icon />}>
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
