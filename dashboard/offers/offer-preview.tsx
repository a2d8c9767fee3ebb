import { useEffect, useState } from "preact/hooks";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Offer } from "../../model/offer.ts";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { isPlain } from "../../model/offer/template.ts";
import { templatesOf } from "../../model/offer/templates-of.ts";
import type { Site } from "../../model/site.ts";
import { t } from "./messages.ts";

/** This long after the last key a new frame is drawn: sooner would be work for pictures that nobody sees. */
const settleMs = 120;

export interface OfferPreviewProps {
  offer: Offer;
  coupon: Coupon | undefined;
  site: Site;
  /** The translation that is being edited; `null` is the shop's own content. */
  language: string | null;
}

/**
 * The offer as the edge writes it onto a page, in a frame that can run nothing and lead nowhere: what is typed here
 * is shown, never trusted.
 *
 * Each picture is a frame of its own, which takes the place of the one before once it is drawn. A frame that is given
 * another `srcdoc` would flicker, and would put an entry into the history: Back would walk through every edit.
 */
export function OfferPreview({ offer, coupon, site, language }: OfferPreviewProps) {
  const html = previewHtml({ offer, coupon, site, language });
  const page = previewPage(offer.layout, site.language, html ?? "");
  const [shown, setShown] = useState(page);
  const [coming, setComing] = useState(page);
  useEffect(() => {
    const timer = setTimeout(() => setComing(page), settleMs);
    return () => clearTimeout(timer);
  }, [page]);
  const pages = shown === coming ? [shown] : [shown, coming];
  return (
    <figure class="preview">
      <figcaption class="hint">{t("previewTitle")}</figcaption>
      <div class={`preview-frames preview-${offer.layout}`} data-empty={html === null || undefined}>
        {pages.map((srcdoc) => (
          <iframe
            key={srcdoc}
            class="preview-frame"
            title={t("preview", { name: offer.name })}
            sandbox=""
            srcdoc={srcdoc}
            inert={srcdoc !== shown}
            onLoad={() => setShown(srcdoc)}
          />
        ))}
      </div>
      {html === null && <p class="hint">{t("previewNothing")}</p>}
      {html !== null && templatesOf(offer).some(({ source }) => !isPlain(source)) && (
        <p class="hint">{t("previewFields")}</p>
      )}
    </figure>
  );
}

/** The offer for somebody of whom nothing is known, and who will hold its coupon: the case that is most easily forgotten. */
function previewHtml({ offer, coupon, site, language }: OfferPreviewProps): string | null {
  const nowMs = Date.now();
  const held = coupon && ({ ...coupon, state: "held" } as const);
  return renderOffer(compileOffer(offer, { coupon: held, site }), {
    facts: { behaviour: { nowMs, sessionStartedAtMs: nowMs, timesMs: {} } },
    languages: [language ?? site.language],
    rule: "preview",
  });
}

/** The closing button is shown here by a style, since no script runs. */
function previewPage(title: string, language: string, html: string): string {
  return (
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="color-scheme" content="light">` +
    `<base target="_blank"><title>${title}</title>` +
    `<style>body{margin:0;padding:16px;background:#fff;font:16px/1.5 system-ui,sans-serif}a{pointer-events:none}.ew-close{display:block!important}</style>` +
    `<main>${html}</main></html>`
  );
}
