import { useLocation } from "preact-iso";
import { useId } from "preact/hooks";
import { closeMenu } from "./close-menu.ts";
import { mayChange } from "./may-change.ts";
import { t } from "./messages.ts";
import { shopAddress } from "./shop-address.ts";
import type { ChosenSite } from "./site.ts";
import { go } from "./unsaved.ts";

/** Which shop this is about, with a way to see it; a choice only where there is more than one. */
export function SiteChooser({ chosen: { site, sites, href } }: { chosen: ChosenSite }) {
  const { route } = useLocation();
  const id = useId();
  return (
    <div class="site-chooser">
      {sites.length === 1 ? (
        <p class="site-name">{site.name}</p>
      ) : (
        <>
          <label class="visually-hidden" for={id}>
            {t("site")}
          </label>
          <select
            id={id}
            class="input"
            value={site.id}
            onChange={(event) => {
              const asked = event.currentTarget.value;
              // Until the move is certain, the box goes on showing where one is.
              event.currentTarget.value = site.id;
              go(`/?site=${encodeURIComponent(asked)}`, route);
            }}
          >
            {sites.map(({ id: siteId, name }) => (
              <option key={siteId} value={siteId}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <a
        class="small-link"
        href={shopAddress(site.hosts[0] ?? "", location)}
        target="_blank"
        rel="noreferrer"
      >
        {t("openShop")} <span aria-hidden="true">↗</span>
      </a>
      {mayChange() && (
        <a class="small-link" href={href("/sites/new")} onClick={(event) => closeMenu(event.currentTarget)}>
          {t("addShop")}
        </a>
      )}
    </div>
  );
}
