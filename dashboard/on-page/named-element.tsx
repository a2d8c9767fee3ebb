import type { Picked, Spot } from "../../model/on-page.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, CheckIcon } from "../ui/icons.tsx";
import type { FrameLink } from "./frame-link.ts";
import { t } from "./messages.ts";
import type { Naming } from "./use-naming.ts";

/** What is around a picked element, and how the edge knows it. */
export function NamedElement(props: { link: FrameLink; picked: Picked; naming: Naming }) {
  return (
    <>
      <Line {...props} />
      <NamingLine {...props} />
    </>
  );
}

/** From the outermost to the picked element; each picks itself. */
function Line({ link, picked: { line } }: { link: FrameLink; picked: Picked }) {
  return (
    <nav aria-label={t("around")}>
      <ol class="on-page-line">
        {line.map((spot, index) => {
          const levels = line.length - 1 - index;
          return (
            <li key={`${index} ${nameOf(spot)}`}>
              <button type="button" aria-current={levels === 0 || undefined} onClick={() => link.up(levels)}>
                {nameOf(spot)}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** As people know it again, such as `h1.hero-title`. */
export function nameOf(spot: Spot | undefined): string {
  return spot === undefined ? "" : spot.tag + spot.name;
}

function NamingLine({ link, picked, naming }: { link: FrameLink; picked: Picked; naming: Naming }) {
  switch (naming.state) {
    case "looking":
      return <p class="hint">{t("looking")}</p>;
    case "unnamed":
      return <p class="notice notice-warn">{t("unnamed")}</p>;
    case "browser": {
      const levels = [...picked.line].reverse().findIndex(({ number }) => number !== null);
      return (
        <>
          <Badge tone="changed" icon={<ChangedIcon />}>
            {t("browser")}
          </Badge>
          <p class="hint">{t("browserHint")}</p>
          {levels > 0 && <Button onClick={() => link.up(levels)}>{t("browserUp")}</Button>}
        </>
      );
    }
    case "named":
      return (
        <div class="on-page-naming">
          <Badge tone="live" icon={<CheckIcon />}>
            {t("edge")}
          </Badge>
          <code>{naming.selector}</code>
          <p class="hint">{naming.hits === null ? t("unchecked") : t("hits", { count: naming.hits })}</p>
          <p class="hint">{t("edgeHint")}</p>
        </div>
      );
  }
}
