import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { CheckIcon, WarningIcon } from "../ui/icons.tsx";
import type { Attention } from "./attention.ts";
import { t } from "./messages.ts";

/** What needs attention, each with the way to mend it. */
export function AttentionList({
  items,
  unknown,
  onRetry,
}: {
  items: readonly Attention[];
  unknown: readonly string[];
  onRetry: () => void;
}) {
  const { href } = useSite();
  return (
    <>
      {items.length === 0 && unknown.length === 0 && (
        <p class="home-well">
          <CheckIcon />
          {t("allWell")}
        </p>
      )}
      {items.length > 0 && (
        <ul class="settings-rows attention">
          {items.map(({ id, tone, text, fix, href: path }) => (
            <li key={id} class={`attention-${tone}`}>
              <p>
                <WarningIcon />
                {text}
              </p>
              <a href={path.startsWith("#") ? path : href(path)}>{fix}</a>
            </li>
          ))}
        </ul>
      )}
      {unknown.length > 0 && (
        <p class="hint">
          {t("cannotTell", { what: unknown.join(", ") })}{" "}
          <Button look="quiet" onClick={onRetry}>
            {t("askAgain")}
          </Button>
        </p>
      )}
    </>
  );
}
