import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../api/api-error.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { mayChange } from "../shell/may-change.ts";
import { shopAddress } from "../shell/shop-address.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { CheckIcon } from "../ui/icons.tsx";
import { Findings } from "./findings.tsx";
import { t } from "./messages.ts";
import { type Progress, Verification, verifyBy } from "./verify.ts";

/** Looks at a page, waits for a browser, and says what is wrong; nothing of it waits for ever. */
export function VerifyCard({ onDone }: { onDone: () => void }) {
  const { site } = useSite();
  const page = useSignal(shopAddress(site.hosts[0] ?? "", location));
  const problem = useSignal("");
  const running = useSignal<Verification | null>(null);
  const busy = useSignal(false);
  const latest = useRef(running);
  useEffect(() => () => latest.current.peek()?.stop(), []);

  const verify = async () => {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = "";
    const verification = new Verification();
    running.value = verification;
    try {
      await verification.run(site, verifyBy(site.id, page.peek().trim()));
    } catch (thrown) {
      running.value = null;
      problem.value = messageOf(thrown);
    }
    busy.value = false;
    onDone();
  };
  if (!mayChange())
    return (
      <Part title={t("verify")} intro={t("viewers")}>
        {null}
      </Part>
    );
  return (
    <Part title={t("verify")} intro={t("verifyIntro")}>
      <form
        class="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void verify();
        }}
      >
        <Field
          label={t("page")}
          hint={t("pageHint", { hosts: [...site.hosts, ...site.snippetHosts].join(", ") })}
          code
          inputMode="url"
          maxLength={500}
          value={page.value}
          problem={problem.value || undefined}
          onValue={(value) => (page.value = value)}
        />
        <Button type="submit" look="primary" busy={busy.value}>
          {t("verifyNow")}
        </Button>
      </form>
      <div role="status" class="install-progress">
        {running.value !== null && <Said progress={running.value.progress.value} page={page.value} />}
      </div>
    </Part>
  );
}

function Said({ progress, page }: { progress: Progress; page: string }) {
  const when = useWhen();
  const { href } = useSite();
  switch (progress.step) {
    case "looking":
      return <p>{t("looking")}</p>;
    case "waiting":
      return (
        <>
          <p class="install-good">
            <CheckIcon />
            {t("tagFound")}
          </p>
          {/* A clock that is read out each second would drown everything else. */}
          <p aria-live="off">{t("waiting", { seconds: progress.secondsLeft })}</p>
          <p>
            <a class="button button-plain" href={page} target="_blank" rel="noreferrer">
              {t("openPage")}
            </a>
          </p>
        </>
      );
    case "works":
      return (
        <>
          <p class="install-good">
            <CheckIcon />
            {t("works", { when: when(progress.heardAt) })}
          </p>
          <p>
            <a class="button button-primary" href={href("/rules/new")}>
              {t("makeRule")}
            </a>
          </p>
        </>
      );
    default:
      return (
        <>
          <p>
            {progress.step === "faults" ? t("faults", { count: progress.findings.length }) : t("suspicions")}
          </p>
          <Findings findings={progress.findings} />
        </>
      );
  }
}
