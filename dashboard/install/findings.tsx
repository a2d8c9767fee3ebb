import { useSite } from "../shell/site.ts";
import { WarningIcon } from "../ui/icons.tsx";
import type { Finding, FindingCode } from "./diagnose.ts";
import { edgeOrigin } from "./lines.ts";
import { t } from "./messages.ts";

/** What is mended in the shop's settings. */
const inSettings: ReadonlySet<FindingCode> = new Set([
  "elsewhere",
  "held",
  "insertion_off",
  "consent_asked",
  "blocked",
]);

/** What is, or may be, wrong: each with what was seen of it and how it is mended. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { site, href } = useSite();
  const host = edgeOrigin(site, location);
  return (
    <ol class="findings">
      {findings.map(({ code, evidence }) => (
        <li key={code}>
          <h3>
            <WarningIcon />
            {t(code)}
          </h3>
          {evidence !== "" && (
            <p class="hint">
              {t("seen")} <code>{evidence}</code>
            </p>
          )}
          <p>
            {code === "policy_script" || code === "policy_connection"
              ? t(`${code}_fix`, { host })
              : t(`${code}_fix`)}{" "}
            {inSettings.has(code) && <a href={href("/settings/site")}>{t("mend")}</a>}
          </p>
        </li>
      ))}
    </ol>
  );
}
