import { ErrorBoundary, useLocation } from "preact-iso";
import { late } from "../text/late.ts";
import {
  CouponsIcon,
  CustomersIcon,
  EdgewiseMark,
  HomeIcon,
  MenuIcon,
  OffersIcon,
  ResultsIcon,
  RulesIcon,
  SegmentsIcon,
  SettingsIcon,
} from "../ui/icons.tsx";
import { Account } from "./account.tsx";
import { t } from "./messages.ts";
import type { ChosenSite } from "./site.ts";
import { closeMenu } from "./close-menu.ts";
import { SiteChooser } from "./site-chooser.tsx";

const OpenPalette = late(() => import("../palette/open-palette.tsx").then((module) => module.OpenPalette));

export interface SidebarProps {
  chosen: ChosenSite | null;
  /** There is nowhere to go before the first shop is added. */
  noSites: boolean;
}

/** Where one can go, in this order, and the screens that are reached from there alone. */
const places = [
  { path: "/", name: "home", Icon: HomeIcon },
  { path: "/rules", name: "rules", Icon: RulesIcon },
  { path: "/offers", name: "offers", Icon: OffersIcon, from: "/placements" },
  { path: "/coupons", name: "coupons", Icon: CouponsIcon },
  { path: "/segments", name: "segments", Icon: SegmentsIcon },
  { path: "/results", name: "results", Icon: ResultsIcon, from: "/goals" },
  { path: "/customers", name: "customers", Icon: CustomersIcon },
  { path: "/settings", name: "settings", Icon: SettingsIcon, from: "/install" },
] as const;

/** Navigation beside the page; on a narrow screen a bar above it, whose menu opens as a popover. */
export function Sidebar({ chosen, noSites }: SidebarProps) {
  return (
    <header class="sidebar">
      <div class="sidebar-top">
        <a class="brand" href={chosen?.href("/") ?? "/"}>
          <EdgewiseMark />
          Edgewise
        </a>
        <ErrorBoundary>{chosen !== null && <OpenPalette />}</ErrorBoundary>
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
            {places.map((place) => (
              <li key={place.path}>
                <NavLink place={place} chosen={chosen} />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Account />
    </>
  );
}

function NavLink({ place, chosen }: { place: (typeof places)[number]; chosen: ChosenSite | null }) {
  const { path } = useLocation();
  const other = "from" in place ? place.from : place.path;
  const isBelow = [place.path, other].some((from) => `${path}/`.startsWith(`${from}/`));
  return (
    <a
      class="nav-link"
      href={chosen?.href(place.path) ?? place.path}
      aria-current={path === place.path ? "page" : isBelow ? "true" : undefined}
      onClick={(event) => closeMenu(event.currentTarget)}
    >
      <place.Icon />
      {t(place.name)}
    </a>
  );
}
