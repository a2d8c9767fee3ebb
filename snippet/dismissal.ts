/** The offers' closing buttons, each of which names its rule. */
const attribute = "data-ew-dismiss";

/** Shows the buttons that close offers: until now nobody would have listened to them. */
export function showDismissals(): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) button.hidden = false;
}

/** The rule whose offer a click closes, or a dialog's own end, which is taken off the page; or `undefined` if it closes none. */
export function dismissedRule({ type, target }: Event): string | null | undefined {
  const button = (target as Element)[type == "close" ? "querySelector" : "closest"](`[${attribute}]`);
  button?.closest(".ew-offer")?.remove();
  return button?.getAttribute(attribute);
}
