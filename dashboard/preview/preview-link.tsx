import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { Button } from "../ui/button.tsx";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";
import { QrCode } from "./qr-code.tsx";

export interface PreviewLinkProps {
  /** Another one means another preview: the link that was made is not for it. */
  question: string;
  make: () => Promise<string>;
}

/** A link that shows somebody else the same, to be copied or to be read by a phone's camera. */
export function PreviewLink({ question, make }: PreviewLinkProps) {
  const id = useId();
  const url = useSignal("");
  const isBusy = useSignal(false);
  useEffect(() => void (url.value = ""), [question]);
  const ask = async () => {
    isBusy.value = true;
    try {
      url.value = await make();
    } catch (thrown) {
      announce("failed", t("failed", { reason: messageOf(thrown) }));
    } finally {
      isBusy.value = false;
    }
  };
  if (url.value === "")
    return (
      <div class="preview-link">
        <Button busy={isBusy.value} onClick={() => void ask()}>
          {t("link")}
        </Button>
        <p class="hint">{t("linkHint")}</p>
      </div>
    );
  return (
    <div class="preview-link">
      <div class="field">
        <label for={id}>{t("linkLabel")}</label>
        <input
          id={id}
          class="input input-code"
          readOnly
          value={url.value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <p class="hint">{t("linkHint")}</p>
      </div>
      <Button onClick={() => void copied(url.value)}>{t("copy")}</Button>
      <QrCode text={url.value} label={t("code")} />
    </div>
  );
}

async function copied(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce("done", t("copied"));
  } catch {
    announce("failed", t("notCopied"));
  }
}
