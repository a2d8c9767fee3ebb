import { Badge } from "../ui/badge.tsx";
import { ChangedIcon, DraftIcon, LiveIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

/** Whether the coupon is published, and whether what is published is the newest. */
export function CouponStatus({ isLive, isChanged }: { isLive: boolean; isChanged: boolean }) {
  if (!isLive)
    return (
      <span class="badges">
        <Badge tone="draft" icon={<DraftIcon />}>
          {t("draft")}
        </Badge>
      </span>
    );
  return (
    <span class="badges">
      <Badge tone="live" icon={<LiveIcon />}>
        {t("live")}
      </Badge>
      {isChanged && (
        <Badge tone="changed" icon={<ChangedIcon />}>
          {t("changed")}
        </Badge>
      )}
    </span>
  );
}
