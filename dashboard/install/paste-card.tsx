import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { CopyValue } from "./copy-value.tsx";
import { coverLine, edgeOrigin, pastedLine, tagManagerLines } from "./lines.ts";
import { t } from "./messages.ts";

const shops = ["shopify", "woocommerce", "magento"] as const;

/** The line for pages of hosts that Edgewise does not stand before. */
export function PasteCard() {
  const { site, href } = useSite();
  const hosts = site.snippetHosts.join(", ");
  return (
    <Part title={t("paste")} intro={t("pasteBest")}>
      <p>
        {hosts === "" ? t("noPasteHosts") : t("pasteHosts", { hosts })}{" "}
        <a href={href("/settings/site")}>{t("pasteSettings")}</a>
      </p>
      <p>{t("pasteTag")}</p>
      <CopyValue what={t("whatTag")} value={pastedLine(site, location)} />
      <p class="hint">{t("pasteAt", { host: site.hosts[0] ?? "" })}</p>
      <p>{t("pasteCover")}</p>
      <CopyValue what={t("whatCover")} value={coverLine(site, location)} />
      <p>{t("pastePolicy")}</p>
      <CopyValue what={t("whatSource")} value={edgeOrigin(site, location)} />
      <div>
        {shops.map((shop) => (
          <details key={shop} class="install-more">
            <summary>{t(shop)}</summary>
            <p>{t(`${shop}How`)}</p>
          </details>
        ))}
        <details class="install-more">
          <summary>{t("tagManager")}</summary>
          <p>{t("tagManagerHow")}</p>
          <CopyValue what={t("whatTagManager")} value={tagManagerLines(site, location)} />
        </details>
      </div>
    </Part>
  );
}
