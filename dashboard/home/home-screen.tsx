import "../settings/settings.css";
import "./home.css";
import { useEffect } from "preact/hooks";
import { useLoad } from "../api/use-load.ts";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AttentionList } from "./attention-list.tsx";
import { attentionOf } from "./attention.ts";
import { LiveCard } from "./live-card.tsx";
import { type HomeSources, loadHome } from "./load-home.ts";
import { t } from "./messages.ts";
import { SetUpCard } from "./set-up-card.tsx";
import { setUpSteps } from "./set-up.ts";
import { SinceCard } from "./since-card.tsx";

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
      {data !== undefined && <HomeContent key={site.id} sources={data} />}
    </div>
  );
}

function HomeContent({ sources }: { sources: HomeSources }) {
  const { site } = useSite();
  const steps = setUpSteps(sources);
  return (
    <div class="home-parts">
      <div class="home-main">
        <Part title={t("attention")}>
          <AttentionList items={attentionOf(site, sources, Date.now())} unknown={unknownOf(sources)} />
        </Part>
        <SetUpCard steps={steps} />
      </div>
      <div class="home-side">
        <LiveCard first={sources.live} />
        {sources.changes !== undefined && <SinceCard changes={sources.changes} />}
      </div>
    </div>
  );
}

/** What could not be asked, in words. */
function unknownOf({ rules, pending, dropped, coupons, ledgers, live, changes }: HomeSources): string[] {
  return [
    rules === undefined ? [t("of_rules")] : [],
    pending === undefined ? [t("of_pending")] : [],
    dropped === undefined ? [t("of_dropped")] : [],
    coupons === undefined || ledgers === undefined ? [t("of_coupons")] : [],
    live === undefined ? [t("of_live")] : [],
    changes === undefined ? [t("of_changes")] : [],
  ].flat();
}
