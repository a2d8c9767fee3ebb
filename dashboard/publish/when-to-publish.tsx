import type { Signal } from "@preact/signals";
import { MomentField } from "../ui/moment-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./dialog-messages.ts";

export interface WhenToPublishProps {
  isLater: Signal<boolean>;
  /** What the shop's clock shows then. */
  at: Signal<string | null>;
  isMissing: boolean;
}

/** Now, or at a later moment of the shop's clock. */
export function WhenToPublish({ isLater, at, isMissing }: WhenToPublishProps) {
  return (
    <>
      <SelectField
        label={t("when")}
        value={isLater.value ? "later" : "now"}
        options={(["now", "later"] as const).map((value) => ({ value, label: t(value) }))}
        onValue={(value) => (isLater.value = value === "later")}
      />
      {isLater.value && (
        <MomentField
          label={t("at")}
          hint={t("atHint")}
          value={at.value}
          problem={isMissing ? t("atMissing") : undefined}
          onValue={(value) => (at.value = value)}
        />
      )}
    </>
  );
}
