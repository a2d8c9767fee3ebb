import "./kept-focus.css";
import { useEffect } from "preact/hooks";

/** What can have the focus by Tab. */
const reachable = "a[href], button, input, select, textarea, summary, [tabindex='0']";
const unreachable = ":disabled, [tabindex='-1'], [inert] *";

/**
 * What the keyboard is on may go: a row that is removed, a button whose work is done. Then it goes on beside that, and not at the top
 * of the page. Nor does it stay below what is said in a corner.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let now: Element | null = null;
    let before: Element | null = null;
    // Whoever points sees where they are; and on a phone, a field that has the focus opens the keys.
    let isShown = false;
    const look = () => {
      now = document.activeElement;
      isShown = now?.matches(":focus-visible") === true;
    };
    const onFocus = () => {
      if (now?.isConnected === true) before = now;
      look();
    };
    // Whoever presses on nothing wants nothing to have the focus. What is being removed is still there now, and gone then.
    const onBlur = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (now === target && now?.isConnected === true) look();
      });
    const observer = new MutationObserver((records) => {
      const { activeElement, body } = document;
      if (activeElement === body && isShown)
        goOn(now?.isConnected === false ? (beside(now, records) ?? before) : null);
      else if (activeElement !== null && records.some(({ target }) => isSaid(target))) uncover(activeElement);
    });
    look();
    addEventListener("focusin", onFocus);
    addEventListener("focusout", onBlur);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      removeEventListener("focusin", onFocus);
      removeEventListener("focusout", onBlur);
      observer.disconnect();
    };
  }, []);
}

const isSaid = (node: Node | null) => node instanceof Element && node.closest(".status-region") !== null;

function uncover(element: Element): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (isSaid(document.elementFromPoint(left + width / 2, top + height / 2)))
    element.scrollIntoView({ block: "nearest" });
}

function goOn(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus();
}

/** What has the focus next, where something is gone that had it. */
function beside(gone: Element | null, records: readonly MutationRecord[]): Element | null {
  const place = placeOf(gone, records);
  return place === undefined ? null : nextTo(place);
}

/** Where something was that is gone, within what is still there. */
function placeOf(gone: Node | null, records: readonly MutationRecord[]): MutationRecord | undefined {
  if (gone === null || gone.isConnected) return undefined;
  const place = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(gone)));
  return place === undefined || place.target.isConnected ? place : placeOf(place.target, records);
}

/** What can have the focus there: what goes before, or what follows in a part that has nothing else. */
function nextTo({ target, nextSibling }: MutationRecord): Element | null {
  const from = nextSibling?.isConnected === true ? nextSibling : null;
  const follows = (element: Element) =>
    from === null
      ? isAfter(element, target) && !target.contains(element)
      : from === element || isAfter(element, from);
  for (
    let part = target as Element | null;
    part?.matches("main, #app") === false;
    part = part.parentElement
  ) {
    const all = [...part.querySelectorAll(reachable)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(unreachable),
    );
    if (all.length > 0) return all.findLast((element) => !follows(element)) ?? all[0] ?? null;
  }
  return null;
}

const isAfter = (element: Node, node: Node) =>
  (node.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
