import { useLocation } from "preact-iso";
import { EdgewiseMark, MenuIcon, RulesIcon } from "../ui/icons.tsx";
import { Account } from "./account.tsx";
import { t } from "./messages.ts";
import type { ChosenSite } from "./site.ts";
import { closeMenu } from "./close-menu.ts";
import { SiteChooser } from "./site-chooser.tsx";

export interface SidebarProps {
  chosen: ChosenSite | null;
  /** There is nowhere to go before the first shop is added. */
  noSites: boolean;
}

/** Navigation beside the page; on a narrow screen a bar above it, whose menu opens as a popover. */
export function Sidebar({ chosen, noSites }: SidebarProps) {
  return (
    <header class="sidebar">
      <div class="sidebar-top">
        <a class="brand" href={chosen?.href("/rules") ?? "/rules"}>
          <EdgewiseMark />
          Edgewise
        </a>
        <button
          type="button"
          class="icon-button menu-button"
          aria-label={t("menu")}
          popovertarget="sidebar-menu"
        >
          <MenuIcon />
        </button>
      </div>
      <div class="sidebar-menu sidebar-wide">
        <SidebarContent chosen={chosen} noSites={noSites} />
      </div>
      <div class="sidebar-menu sidebar-popover" id="sidebar-menu" popover="auto">
        <SidebarContent chosen={chosen} noSites={noSites} />
      </div>
    </header>
  );
}

function SidebarContent({ chosen, noSites }: SidebarProps) {
  return (
    <>
      {chosen !== null && <SiteChooser chosen={chosen} />}
      {!noSites && (
        <nav aria-label={t("navigation")}>
          <ul class="nav">
            <li>
              <NavLink chosen={chosen} />
            </li>
          </ul>
        </nav>
      )}
      <Account />
    </>
  );
}

function NavLink({ chosen }: { chosen: ChosenSite | null }) {
  const { path } = useLocation();
  const current = path === "/rules" ? "page" : path.startsWith("/rules/") ? "true" : undefined;
  return (
    <a
      class="nav-link"
      href={chosen?.href("/rules") ?? "/rules"}
      aria-current={current}
      onClick={(event) => closeMenu(event.currentTarget)}
    >
      <RulesIcon />
      {t("rules")}
    </a>
  );
}
