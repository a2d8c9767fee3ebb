import { ErrorBoundary } from "preact-iso";
import { pending as waiting } from "../publish/pending.ts";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { AttentionList } from "./attention-list.tsx";
import { attentionOf } from "./attention.ts";
import { LiveCard } from "./live-card.tsx";
import type { HomeSources } from "./load-home.ts";
import { t } from "./messages.ts";
import { SetUpCard } from "./set-up-card.tsx";
import { setUpSteps } from "./set-up.ts";
import { useLive } from "./use-live.ts";

/** It has a sentence for whatever can be done: what needs somebody does not wait for all of them. */
const SinceCard = late(() => import("./since-card.tsx").then((module) => module.SinceCard));

const EarnedCard = late(() => import("../results/earned-card.tsx").then((module) => module.EarnedCard));

/** What home says, once something is known. */
export function HomeContent({ sources, onRetry }: { sources: HomeSources; onRetry: () => void }) {
  const { site } = useSite();
  const live = useLive(site.id, sources.live);
  // All of the page knows what one part of it has heard: of visitors, and of what the bar above publishes.
  const isOurs = waiting.value?.site === site.id;
  const now = {
    ...sources,
    live: live ?? sources.live,
    pending: (isOurs ? waiting.value : null) ?? sources.pending,
  };
  return (
    <div class="home-parts">
      <div class="home-main">
        <Part title={t("attention")}>
          <AttentionList
            onRetry={onRetry}
            items={attentionOf(site, now, Date.now())}
            unknown={unknownOf({ ...now, live })}
          />
        </Part>
        <SetUpCard steps={setUpSteps(site, now)} />
        <ErrorBoundary>
          <EarnedCard />
        </ErrorBoundary>
      </div>
      <div class="home-side">
        <LiveCard live={live} />
        <ErrorBoundary>
          {sources.changes !== undefined && <SinceCard changes={sources.changes} />}
        </ErrorBoundary>
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
