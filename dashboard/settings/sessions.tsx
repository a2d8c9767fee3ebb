import type { SessionSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { capitalised } from "../text/capitalised.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { LiveIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";
import { attempt } from "./attempt.ts";
import { t } from "./messages.ts";
import { Part } from "./part.tsx";
import { useWhen } from "./when.ts";

export interface SessionsProps {
  sessions: readonly SessionSummary[];
  onChange: () => void;
}

/** Where somebody is signed in, and ways to end that. */
export function Sessions({ sessions, onChange }: SessionsProps) {
  const when = useWhen();
  const nameOf = ({ device, place }: SessionSummary) =>
    [device ?? t("unknownDevice"), place].filter((part) => part !== null).join(", ");
  const factsOf = ({ way, begunAt, seenAt }: SessionSummary) =>
    capitalised(t("sessionFacts", { way: t(`way_${way}`), begun: when(begunAt), seen: when(seenAt) }));

  const end = async (session: SessionSummary) => {
    const ended = await attempt(() => api("DELETE /me/sessions/:id", { id: session.id }));
    if (ended === undefined) return;
    announce("done", t("sessionEnded", { device: nameOf(session) }));
    onChange();
  };
  const endOthers = async () => {
    const answer = await attempt(() => api("DELETE /me/sessions"));
    if (answer === undefined) return;
    announce("done", t("othersEnded", { count: answer.ended }));
    onChange();
  };
  return (
    <Part title={t("sessions")}>
      <ul class="settings-rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <p class="row-name">{nameOf(session)}</p>
              <p class="hint">{factsOf(session)}</p>
            </div>
            {session.isThis ? (
              <Badge tone="live" icon={<LiveIcon />}>
                {t("thisOne")}
              </Badge>
            ) : (
              <Button
                aria-label={t("endSession", { device: nameOf(session) })}
                onClick={() => void end(session)}
              >
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div class="actions">
          <Button onClick={() => void endOthers()}>{t("endOthers")}</Button>
        </div>
      )}
    </Part>
  );
}
