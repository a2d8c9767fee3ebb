import { isRemembered } from "../is-remembered.ts";
import { quietly } from "../quietly.ts";

/** What a banner says of its visitor: https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework */
interface Answer {
  /** `tcloaded` where the visitor has answered before, `useractioncomplete` once they do; `cmpuishown` before. */
  eventStatus: string;
  gdprApplies?: boolean;
  /** By the number of the purpose. */
  purpose: { consents: Readonly<Record<number, boolean>> };
}

declare global {
  interface Navigator {
    /** https://w3c.github.io/gpc/ */
    readonly globalPrivacyControl?: boolean;
  }
  interface Window {
    __tcfapi?(
      command: "addEventListener",
      version: 2,
      hear: (answer: Answer | null, isAnswered: boolean) => void,
    ): void;
  }
}

/** When to look for the banner's interface, after this script has loaded: tag managers bring theirs late. */
const looksMs = [0, 500, 2000, 5000];

/** Passes on what visitors answer to a banner that speaks IAB Europe's TCF (v2), by our purposes. */
export function readConsent(): void {
  let isHeard = false;
  const hear = quietly((answer: Answer | null, isAnswered: boolean) => {
    if (!isAnswered || !answer || !/^(tcloaded|useractioncomplete)$/.test(answer.eventStatus)) return;
    // Where that law is not theirs, the banner has asked nothing.
    if (answer.gdprApplies === false) return;
    const state = purposesIn(answer.purpose.consents);
    // What asks for privacy now counts more than a yes of an earlier page.
    const isYes = isRemembered(JSON.stringify(state));
    if (isYes && answer.eventStatus == "tcloaded" && navigator.globalPrivacyControl) return;
    // Which says nothing that was said before.
    window.edgewise?.consent(state);
  });
  const look = quietly(() => {
    const ask = window["__tcfapi"];
    if (isHeard || !ask) return;
    isHeard = true;
    ask("addEventListener", 2, hear);
  });
  for (const waitMs of looksMs) setTimeout(look, waitMs);
}

/**
 * Ours, each where all that belong to it were agreed to: 1 to keep something in the browser at all; 8 to measure
 * content; 5 and 6 to make and use profiles for content; 3 and 4 the same for advertising.
 */
function purposesIn(consents: Answer["purpose"]["consents"]) {
  const agrees = (...purposes: number[]) => purposes.every((purpose) => consents[purpose] === true);
  return { measurement: agrees(1, 8), personalisation: agrees(1, 5, 6), marketing: agrees(1, 3, 4) };
}
