import { signal } from "@preact/signals";
import { CheckIcon, CloseIcon, WarningIcon } from "./icons.tsx";
import { t } from "./messages.ts";

interface StatusMessage {
  id: number;
  tone: "done" | "failed";
  text: string;
}

const messages = signal<StatusMessage[]>([]);
const shownMs = 8000;
let lastId = 0;

/** Says what happened, in one sentence. What failed stays until it is dismissed; what worked goes by itself. */
export function announce(tone: StatusMessage["tone"], text: string): void {
  const id = ++lastId;
  // The newest sentence about what was done replaces the one before it: two at once would contradict each other. What fails
  // again in the same way is said once.
  const isOther = (message: StatusMessage) => message.tone === "failed" && message.text !== text;
  const others = tone === "done" ? [] : messages.value.filter(isOther);
  messages.value = [...others, { id, tone, text }];
  if (tone === "done") setTimeout(() => dismiss(id), shownMs);
}

function dismiss(id: number): void {
  messages.value = messages.value.filter((message) => message.id !== id);
}

/** The dialogs that are open, the last one above all others. What lies behind them is neither read nor heard. */
export const openDialogs = signal<readonly string[]>([]);

/**
 * Where `announce` is seen and heard. It is always on the page, so that screen readers watch it; so has each dialog one.
 * @param dialog whose it is, unless the page's
 */
export function StatusRegion({ dialog }: { dialog?: string }) {
  const isInFront = openDialogs.value.at(-1) === dialog;
  return (
    <div class="status-region" role="status" aria-live="polite">
      {(isInFront ? messages.value : []).map(({ id, tone, text }) => (
        <div key={id} class={`status status-${tone}`}>
          {tone === "done" ? <CheckIcon /> : <WarningIcon />}
          <p>{text}</p>
          <button type="button" class="icon-button" aria-label={t("dismiss")} onClick={() => dismiss(id)}>
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
