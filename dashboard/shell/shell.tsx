import type { ComponentChildren } from "preact";
import { useSignalEffect } from "@preact/signals";
import { ErrorBoundary, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { user } from "../session/session.ts";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NothingHere } from "./late-nothing-here.ts";
import { mayChange } from "./may-change.ts";
import { t } from "./messages.ts";
import { Sidebar } from "./sidebar.tsx";
import { chooseSite, SiteContext } from "./site.ts";
import { late } from "../text/late.ts";
import { sitesChanged } from "./sites-changed.ts";

// Needed on each page, but only once the sites are known: it comes while they do.
const PublishBar = late(() => import("../publish/publish-bar.tsx").then((module) => module.PublishBar));
PublishBar.preload().catch(() => {});

const NewSiteScreen = late(() =>
  import("../sites/new-site-screen.tsx").then((module) => module.NewSiteScreen),
);

/** What stays around every screen: navigation, the shop, whoever is signed in, and what waits to be published. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path, query, route } = useLocation();
  const { loaded, reload, set } = useLoad("shell", async () => {
    const [session, { sites }] = await Promise.all([api("GET /session"), api("GET /sites")]);
    user.value = session.user;
    return sites;
  });
  const { data: sites, error } = loaded.value;
  const chosen = sites === undefined ? null : chooseSite(sites, query.site);
  const noSites = sites?.length === 0;
  const adding = (path === "/sites/new" || noSites) && mayChange();
  // The address says what is shown, and leaving it is a move like any other.
  useEffect(() => {
    if (adding && path !== "/sites/new") route("/sites/new", true);
  }, [adding, path]);

  // Others switch too: whoever comes back to this tab sees how things are now.
  useEffect(() => {
    addEventListener("focus", reload);
    return () => removeEventListener("focus", reload);
  }, []);
  useSignalEffect(() => {
    if (sitesChanged.value > 0) reload();
  });
  const onSwitched = (id: string, on: boolean) =>
    set((loaded.peek().data ?? []).map((site) => (site.id === id ? { ...site, on } : site)));

  const onAdded = (site: SiteSummary) => {
    const now = [...(sites ?? []), site];
    set(now);
    route(chooseSite(now, site.id)?.href("/install") ?? "/install", true);
  };
  const content = () => {
    if (adding && sites !== undefined) {
      return (
        <ErrorBoundary>
          <NewSiteScreen backHref={chosen?.href("/") ?? null} onAdded={onAdded} />
        </ErrorBoundary>
      );
    }
    if (chosen !== null) return children;
    if (error?.status === 401) return null;
    if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
    if (sites === undefined) return <Skeleton lines={4} />;
    return (
      <ErrorBoundary>
        <NothingHere what="shop" />
      </ErrorBoundary>
    );
  };
  return (
    <SiteContext.Provider value={chosen}>
      <a class="skip-link" href="#main">
        {t("skip")}
      </a>
      <div class="shell">
        <Sidebar chosen={chosen} noSites={noSites} />
        <div class="shell-page">
          {chosen !== null && !adding && (
            <ErrorBoundary>
              <PublishBar
                key={chosen.site.id}
                site={chosen.site}
                onSwitched={(on) => onSwitched(chosen.site.id, on)}
              />
            </ErrorBoundary>
          )}
          <main id="main" tabIndex={-1}>
            {content()}
          </main>
        </div>
      </div>
    </SiteContext.Provider>
  );
}
