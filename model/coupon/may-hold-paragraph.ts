/** Also elements that a shop has defined itself. */
const around =
  /^(?:body|main|section|article|aside|div|form|fieldset|header|footer|td|th|li|dd|details|dialog|[a-z][\w.]*-[\w.-]*)$/i;

/** Whether a paragraph may stand in elements of this name: https://html.spec.whatwg.org/#flow-content-2 */
export function mayHoldParagraph(name: string): boolean {
  return around.test(name);
}
