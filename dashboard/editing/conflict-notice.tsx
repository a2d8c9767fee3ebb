import { useEffect, useRef } from "preact/hooks";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { WarningIcon } from "../ui/icons.tsx";
import type { AnyEditing } from "./editing.ts";
import { t } from "./messages.ts";

export interface ConflictNoticeProps {
  editing: AnyEditing;
  timeZone: string;
}

/** Says that someone else saved in between, and leaves the choice to whoever is typing; nothing typed is lost either way. */
export function ConflictNotice({ editing, timeZone }: ConflictNoticeProps) {
  const theirs = editing.theirs.value;
  const notice = useRef<HTMLElement>(null);
  // Whoever saved from further down the page is taken to the question.
  useEffect(() => {
    if (theirs === null) return;
    notice.current?.scrollIntoView({ block: "center" });
    notice.current?.focus({ preventScroll: true });
  }, [theirs]);
  // As everybody knows it, whatever was typed since.
  const { name } = editing.base.value.document;
  if (theirs !== null) {
    const when = describeMoment(theirs.updatedAt, timeZone, new Date());
    return (
      <section ref={notice} class="notice notice-warn" role="alert" tabIndex={-1}>
        <h2>
          <WarningIcon />
          {t("conflictTitle", { name })}
        </h2>
        <p>
          {t("conflictBody", { when })} {t("conflictHint")}
        </p>
        <div class="actions">
          <Button onClick={() => editing.loadTheirs()}>{t("loadTheirs")}</Button>
          <Button onClick={() => editing.keepMine()}>{t("keepMine")}</Button>
        </div>
      </section>
    );
  }
  if (editing.putAside.value === null) return null;
  return (
    <section class="notice" role="status">
      <p>{t("theirsLoaded", { name })}</p>
      <div class="actions">
        <Button onClick={() => editing.bringBack()}>{t("bringBack")}</Button>
      </div>
    </section>
  );
}
