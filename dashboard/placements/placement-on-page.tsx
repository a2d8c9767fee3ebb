import "../on-page/on-page.css";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Placement } from "../../model/placement.ts";
import type { AppliedRule } from "../../model/applied-change.ts";
import { FrameLink } from "../on-page/frame-link.ts";
import { NamedElement } from "../on-page/named-element.tsx";
import { PageAddress } from "../on-page/page-address.tsx";
import { ShopPage } from "../on-page/shop-page.tsx";
import { useNaming } from "../on-page/use-naming.ts";
import { firstDevice, widthChoices } from "../preview/widths.ts";
import { Button } from "../ui/button.tsx";
import { Segments } from "../ui/segments.tsx";
import { t } from "./messages.ts";

/** Whoever is still typing is not searched for. */
const pauseMs = 400;

export interface PlacementOnPageProps {
  placement: Placement;
  /** The page that is opened first. */
  firstPage: string;
  onSelector: (selector: string) => void;
}

/** The shop's page with the place marked on it, how often the edge finds it there, and elements to pick for it. */
export function PlacementOnPage({ placement, firstPage, onSelector }: PlacementOnPageProps) {
  const link = useMemo(() => new FrameLink(), []);
  const page = useSignal(firstPage);
  const device = useSignal(firstDevice());
  const { selector, position } = placement;
  useEffect(() => link.show(selector === "" ? [] : [marked(selector, position)]), [selector, position]);
  const picked = link.picked.value;
  const naming = useNaming(link, picked);
  return (
    <section class="card" aria-labelledby="on-page-title">
      <h2 id="on-page-title">{t("pageTitle")}</h2>
      <div class="on-page-row">
        <PageAddress link={link} page={page} />
        <Segments
          label={t("width")}
          value={device.value}
          options={widthChoices()}
          onValue={(value) => (device.value = value)}
        />
      </div>
      {selector !== "" && <Hits link={link} selector={selector} />}
      <p class="hint">{t("hint")}</p>
      {picked !== null && (
        <div class="on-page-fields">
          <NamedElement link={link} picked={picked} naming={naming} />
          {naming.state === "named" && naming.selector !== selector && (
            <div class="actions">
              <Button onClick={() => onSelector(naming.selector)}>{t("take")}</Button>
            </div>
          )}
        </div>
      )}
      <ShopPage link={link} page={page.value} device={device.value} />
    </section>
  );
}

/** How many elements of the open page a selector means at the edge. */
function Hits({ link, selector }: { link: FrameLink; selector: string }) {
  const opened = link.opened.value;
  const known = useSignal<{ of: string; hits: number | null } | null>(null);
  const question = JSON.stringify([opened?.page, selector]);
  useEffect(() => {
    if (opened === null) return;
    let isCurrent = true;
    const look = async () => {
      const found = await link.find([selector]);
      if (isCurrent) known.value = { of: question, hits: found?.[0]?.length ?? null };
    };
    const timer = setTimeout(() => void look(), pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [opened, selector]);
  const answer = known.value?.of === question ? known.value : null;
  const sentence = () => {
    // Where the page does not open, nobody looks for it: below it says why.
    if (opened === null) return "";
    if (answer === null) return t("searching");
    return answer.hits === null ? t("unknown") : t("hits", { count: answer.hits });
  };
  return (
    <p class={answer?.hits === 0 ? "rule-warning" : "placement-hits"} role="status">
      {sentence()}
    </p>
  );
}

/** A box in the place, as an offer would stand there. */
function marked(selector: string, position: Placement["position"]): AppliedRule {
  const box = document.createElement("div");
  box.textContent = t("here");
  box.setAttribute(
    "style",
    "box-sizing:border-box;padding:16px;border:2px dashed #0b6b4c;background:#def3e9;color:#14201c;font:600 16px/1.4 system-ui,sans-serif;text-align:center",
  );
  return {
    rule: "place",
    variant: "a",
    changes: [{ id: "place", type: "insert", selector, position, html: box.outerHTML, isOnce: true }],
  };
}
