/** The offers' closing buttons, each of which names its rule. */
const attribute = "data-ew-dismiss";

/** Shows the buttons that close offers: until now nobody would have listened to them. */
export function showDismissals(): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) button.hidden = false;
}

/** The offer that something on the page is, or is in. */
export function offerAround(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(".ew-offer") : null;
}

/** The rule whose offer a click closes, or a dialog's own end, which is taken off the page; or `undefined` if it closes none. */
export function dismissedRule({ type, target }: Pick<Event, "type" | "target">): string | null | undefined {
  const offer = offerAround(target);
  // A dialog of the shop's may hold an offer: its end is none of ours.
  const button =
    type != "close"
      ? (target as Element).closest(`[${attribute}]`)
      : offer == target && offer?.querySelector(`[${attribute}]`);
  if (button) offer?.remove();
  return button ? button.getAttribute(attribute) : undefined;
}
