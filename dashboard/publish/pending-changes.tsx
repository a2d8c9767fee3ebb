import type { PendingChange } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { ChangeList } from "../differences/change-list.tsx";
import { useWording } from "../differences/use-wording.ts";
import { t } from "./dialog-messages.ts";

export interface PendingChangesProps {
  site: string;
  /** Another one whenever the drafts are others. */
  revision: number;
  changes: readonly PendingChange[];
  onDiscard: (change: PendingChange) => void;
}

/** Each difference between the drafts and what is live; field by field once that is known. */
export function PendingChanges({ site, revision, changes, onDiscard }: PendingChangesProps) {
  const wording = useWording();
  const { loaded } = useLoad(`${site} ${revision}`, () =>
    api("GET /differences?site=:site", { site, query: { from: "live", to: "drafts" } }),
  );
  return (
    <ChangeList
      changes={changes}
      detailed={loaded.value.data?.changes ?? []}
      wording={wording}
      action={{
        label: t("discardOne"),
        name: ({ name }) => t("discardOneOf", { name }),
        onPress: onDiscard,
      }}
    />
  );
}
