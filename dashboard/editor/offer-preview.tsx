import { useEffect, useState } from "preact/hooks";
import { offerHtml } from "../../model/offer-html.ts";
import type { Offer } from "../../model/offer.ts";
import { t } from "./messages.ts";

/** This long after the last key a new frame is drawn: sooner would be work for pictures that nobody sees. */
const settleMs = 120;

/**
 * The offer as the edge writes it onto a page, in a frame that can run nothing and lead nowhere: what is typed here
 * is shown, never trusted.
 *
 * Each picture is a frame of its own, which takes the place of the one before once it is drawn. A frame that is given
 * another `srcdoc` would flicker, and would put an entry into the history: Back would walk through every edit.
 */
export function OfferPreview({ offer, accent }: { offer: Offer; accent: string }) {
  const page = previewPage(offer, accent);
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
      <div class={`preview-frames preview-${offer.layout}`}>
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
    </figure>
  );
}

function previewPage(offer: Offer, accent: string): string {
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light">` +
    `<base target="_blank"><title>${offer.layout}</title>` +
    `<style>body{margin:0;padding:16px;background:#fff;font:16px/1.5 system-ui,sans-serif}a{pointer-events:none}</style>` +
    `<main>${offerHtml(offer, accent)}</main></html>`
  );
}
