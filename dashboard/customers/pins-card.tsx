import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { momentOf } from "../../model/local-time.ts";
import { pinRule } from "../../model/pin-name.ts";
import type { PinAnswer } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { MomentField } from "../ui/moment-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { announce } from "../ui/status.tsx";
import type { CustomerData, Pinnable } from "./load-customer.ts";
import { t } from "./pin-messages.ts";

export interface PinsCardProps {
  data: CustomerData;
  onChange: () => void;
}

/** Offers that are for this customer alone: what is pinned to them, and what could be. */
export function PinsCard({ data, onChange }: PinsCardProps) {
  const { site } = useSite();
  const [busy, setBusy] = useState(false);
  const { profile, pinnable } = data;
  const nameOf = (offer: string) => pinnable?.offers[offer] ?? offer;
  const takeAway = async ({ offer }: PinAnswer) => {
    setBusy(true);
    const done = await attempt(() =>
      api("DELETE /profiles/:id/pins/:offer?site=:site", { site: site.id, id: profile.id, offer }),
    );
    setBusy(false);
    if (done === undefined) return;
    announce("done", t("takenAway", { offer: nameOf(offer) }));
    onChange();
  };
  const isUnseen = profile.consent?.purposes.includes("personalisation") === false;
  return (
    <Part title={t("pins")}>
      <p class="hint">{t("intro")}</p>
      {profile.pins.length === 0 && <p class="hint">{t("none")}</p>}
      {profile.pins.length > 0 && isUnseen && <p>{t("noPersonalPages")}</p>}
      {profile.pins.length > 0 && (
        <ul class="notes">
          {profile.pins.map((pin) => (
            <li key={pin.offer}>
              <Pinned pin={pin} data={data} />
              <Button
                look="quiet"
                busy={busy}
                aria-label={t("takeAwayOf", { offer: nameOf(pin.offer) })}
                onClick={() => void takeAway(pin)}
              >
                {t("takeAway")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {pinnable === undefined && <p class="hint">{t("unknown")}</p>}
      {pinnable !== undefined && <PinForm profile={profile.id} pinnable={pinnable} onPinned={onChange} />}
    </Part>
  );
}

/** What is pinned, and what has become of it. */
function Pinned({ pin, data: { profile, pinnable } }: { pin: PinAnswer; data: CustomerData }) {
  const { href } = useSite();
  const when = useWhen();
  const became = profile.rules.find(({ rule }) => rule === pinRule(pin.offer));
  const isClosed = became !== undefined && became.dismissedAt !== null && became.dismissedAt >= pin.at;
  const isSeen = became !== undefined && became.seenAt !== null && became.seenAt >= pin.at;
  const isLive = pinnable === undefined || Object.hasOwn(pinnable.offers, pin.offer);
  const placement = pin.placement === null ? null : (pinnable?.placements[pin.placement] ?? pin.placement);
  const words = [
    placement === null ? t("whereRules") : t("inPlacement", { placement }),
    pin.until === null ? t("untilTaken") : t("until", { when: when(pin.until) }),
    ...(isSeen ? [t("seenByThem", { when: when(became.seenAt ?? pin.at) })] : []),
    ...(isClosed ? [t("closedByThem", { when: when(became.dismissedAt ?? pin.at) })] : []),
    ...(isLive ? [] : [t("notLive")]),
  ];
  return (
    <>
      <a href={href(`/offers/${encodeURIComponent(pin.offer)}`)}>
        {pinnable?.offers[pin.offer] ?? pin.offer}
      </a>
      {pin.why !== "" && <p>{pin.why}</p>}
      <p class="hint">{words.join(" · ")}</p>
      <p class="hint">{t("by", { name: pin.by.name, when: when(pin.at) })}</p>
    </>
  );
}

interface PinFormProps {
  profile: string;
  pinnable: Pinnable;
  onPinned: () => void;
}

function PinForm({ profile, pinnable, onPinned }: PinFormProps) {
  const { site } = useSite();
  const offers = choices(pinnable.offers);
  const placements = choices(pinnable.placements);
  const offer = useSignal(offers[0]?.value ?? "");
  const placement = useSignal("");
  const until = useSignal<string | null>(null);
  const isOver = useSignal(false);
  const why = useSignal("");
  const [busy, setBusy] = useState(false);
  if (offers.length === 0 || placements.length === 0) return <p class="hint">{t("nothingToPin")}</p>;
  const pin = async () => {
    const untilMs = until.peek() === null ? null : momentOf(until.peek() ?? "", site.timeZone);
    isOver.value = untilMs !== null && untilMs <= Date.now();
    if (isOver.peek()) return;
    setBusy(true);
    const body = {
      offer: offer.peek(),
      placement: placement.peek() || null,
      until: untilMs === null ? null : new Date(untilMs).toISOString(),
      why: why.peek(),
    };
    const done = await attempt(() =>
      api("POST /profiles/:id/pins?site=:site", { site: site.id, id: profile, body }),
    );
    setBusy(false);
    if (done === undefined) return;
    announce("done", t("pinned", { offer: pinnable.offers[body.offer] ?? body.offer }));
    why.value = "";
    until.value = null;
    onPinned();
  };
  return (
    <form
      class="issue-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void pin();
      }}
    >
      <SelectField
        label={t("which")}
        value={offer.value}
        options={offers}
        onValue={(value) => (offer.value = value)}
      />
      <SelectField
        label={t("where")}
        {...(placement.value === "" ? { hint: t("anywhereHint") } : {})}
        value={placement.value}
        options={[{ value: "", label: t("anywhere") }, ...placements]}
        onValue={(value) => (placement.value = value)}
      />
      <MomentField
        label={t("end")}
        hint={t("endHint", { timeZone: site.timeZone })}
        value={until.value}
        problem={isOver.value ? t("endOver") : undefined}
        onValue={(value) => (until.value = value)}
      />
      <Field label={t("why")} maxLength={500} value={why.value} onValue={(value) => (why.value = value)} />
      <Button type="submit" busy={busy}>
        {t("pin")}
      </Button>
    </form>
  );
}

function choices(names: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
