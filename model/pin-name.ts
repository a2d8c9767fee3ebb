/** No rule that shops make has such an id. */
export const pinPrefix = "pin:";

/** What a pinned offer is called wherever rules are told apart: it is shown, seen, closed and counted as one of its own. */
export function pinRule(offer: string): string {
  return pinPrefix + offer;
}

/** The offer that is pinned by this name; `undefined` where it is a rule's. */
export function offerOfPin(rule: string): string | undefined {
  return rule.startsWith(pinPrefix) ? rule.slice(pinPrefix.length) : undefined;
}

/** Of a pinned offer there is but one variant. */
export const pinVariant = "pinned";
