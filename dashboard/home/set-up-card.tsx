import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { CheckIcon, DraftIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";
import type { Step } from "./set-up.ts";

/** What is still to do until there is a first result; nothing once all is done. */
export function SetUpCard({ steps }: { steps: readonly Step[] }) {
  const { href } = useSite();
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  return (
    <Part title={t("setUp")} intro={t("setUpProgress", { done, all: steps.length })}>
      <progress class="set-up-bar" max={steps.length} value={done} aria-label={t("setUp")} />
      <ol class="set-up">
        {steps.map(({ name, isDone, href: path }) => (
          <li key={name} class={isDone ? "set-up-done" : ""}>
            {isDone ? <CheckIcon /> : <DraftIcon />}
            <span class="visually-hidden">{t(isDone ? "stepDone" : "stepOpen")}</span>
            {isDone ? <span>{t(`step_${name}`)}</span> : <a href={href(path)}>{t(`step_${name}`)}</a>}
          </li>
        ))}
      </ol>
    </Part>
  );
}
