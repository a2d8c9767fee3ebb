import { quietly } from "../quietly.ts";
import { lookLater } from "./look-later.ts";
import { type Agreed, sayConsent } from "./say-consent.ts";

/** What a banner says of its visitor: https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework */
interface Answer {
  /** `tcloaded` where the visitor has answered before, `useractioncomplete` once they do; `cmpuishown` before. */
  eventStatus: string;
  gdprApplies?: boolean;
  /** By the number of the purpose. */
  purpose: { consents: Readonly<Record<number, boolean>> };
}

declare global {
  interface Window {
    __tcfapi?(
      command: "addEventListener",
      version: 2,
      hear: (answer: Answer | null, isAnswered: boolean) => void,
    ): void;
  }
}

/** Passes on what visitors answer to a banner that speaks IAB Europe's TCF (v2), by our purposes. */
export function readConsent(): void {
  const hear = quietly((answer: Answer | null, isAnswered: boolean) => {
    if (!isAnswered || !answer || !/^(tcloaded|useractioncomplete)$/.test(answer.eventStatus)) return;
    // Where that law is not theirs, the banner has asked nothing.
    if (answer.gdprApplies === false) return;
    sayConsent(purposesIn(answer.purpose.consents), answer.eventStatus == "tcloaded");
  });
  lookLater(() => {
    window["__tcfapi"]?.("addEventListener", 2, hear);
    return !!window["__tcfapi"];
  });
}

/**
 * Ours, each where all that belong to it were agreed to: 1 to keep something in the browser at all; 8 to measure
 * content; 5 and 6 to make and use profiles for content; 3 and 4 the same for advertising.
 */
function purposesIn(consents: Answer["purpose"]["consents"]): Agreed {
  const agrees = (...purposes: number[]) => purposes.every((purpose) => consents[purpose] === true);
  return { measurement: agrees(1, 8), personalisation: agrees(1, 5, 6), marketing: agrees(1, 3, 4) };
}
