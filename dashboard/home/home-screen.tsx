import "../settings/settings.css";
import "./home.css";
import { ErrorBoundary } from "preact-iso";
import { useEffect } from "preact/hooks";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { loadHome } from "./load-home.ts";
import { t } from "./messages.ts";

// Not needed before its answers have arrived: it comes while they do.
const HomeContent = late(() => import("./home-content.tsx").then((module) => module.HomeContent));
HomeContent.preload().catch(() => {});

/** `/`: what needs somebody, who is in the shop, and what changed. */
export function HomeScreen() {
  const { site } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadHome(site.id));
  // Whoever comes back to this tab sees how things are now.
  useEffect(() => {
    addEventListener("focus", reload);
    return () => removeEventListener("focus", reload);
  }, []);
  const { data, error } = loaded.value;
  return (
    <div class="screen home">
      <PageHeading title={t("title")}>{site.name}</PageHeading>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={6} />}
      <ErrorBoundary>
        {data !== undefined && <HomeContent key={site.id} sources={data} onRetry={reload} />}
      </ErrorBoundary>
    </div>
  );
}
