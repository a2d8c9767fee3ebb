import type { ApiKey } from "../../model/api-key.ts";
import { capitalised } from "../text/capitalised.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { OffIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";
import { useWhen } from "./when.ts";

export interface ApiKeyRowProps {
  apiKey: ApiKey;
  /** The name of whoever made it. */
  by: string;
  /** When it was used last, in words. */
  used: string;
  onRevoke: () => void;
}

/** One key, without what opens. */
export function ApiKeyRow({
  apiKey: { name, scopes, createdAt, revokedAt },
  by,
  used,
  onRevoke,
}: ApiKeyRowProps) {
  const when = useWhen();
  return (
    <li>
      <div>
        <p class="row-name">{name}</p>
        <p>{scopes.map((scope) => t(`scope_${scope}`)).join(" · ")}</p>
        <p class="hint">
          {capitalised(t("madeBy", { by, when: when(createdAt) }))}; {used}
        </p>
      </div>
      {revokedAt === null ? (
        <Button aria-label={t("revokeKey", { name })} onClick={onRevoke}>
          {t("revoke")}
        </Button>
      ) : (
        <Badge tone="off" icon={<OffIcon />}>
          {t("revoked")}
        </Badge>
      )}
    </li>
  );
}
