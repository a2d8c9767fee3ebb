import type { FromFrame, Opened, Spot, ToFrame } from "../model/on-page.ts";
import { useChanges } from "./apply/use-changes.ts";
import { createOutline } from "./edit/outline.ts";
import { attributesOf, watchSent } from "./edit/sent-elements.ts";
import { neighbour } from "./neighbour.ts";
import { quietly } from "./quietly.ts";

const longestText = 5000;

/** What a pointer does; while elements are picked, the page hears of none of it. */
const pointing = [
  "click",
  "auxclick",
  "dblclick",
  "contextmenu",
  "mousedown",
  "mouseup",
  "pointerdown",
  "pointerup",
  "touchstart",
  "touchend",
  "submit",
  "dragstart",
] as const;

/**
 * In a frame of the dashboard: lets whoever edits the page pick its elements, by mouse and by keyboard, and shows what
 * they have changed. The page's own scripts hear of nothing while elements are picked.
 */
quietly(() => {
  const script = document.currentScript as HTMLScriptElement;
  const dashboard = script.dataset["dashboard"];
  if (!dashboard || parent == window) return;
  const address = neighbour(script, "find");
  const sent = watchSent();
  const hovered = createOutline({
    outline: "2px dashed #0b6b4c",
    outlineOffset: "1px",
    background: "#0b6b4c22",
  });
  const chosen = createOutline({ outline: "3px solid #0b6b4c", outlineOffset: "1px" });
  const { port1: port, port2 } = new MessageChannel();
  let picks = true;
  let at: Element | undefined;
  let picked: Element | undefined;

  const tell = (message: FromFrame) => port.postMessage(message);

  const spotOf = (element: Element): Spot => ({
    tag: element.localName.slice(0, 60),
    name: (element.id ? `#${element.id}` : element.classList[0] ? `.${element.classList[0]}` : "").slice(
      0,
      100,
    ),
    number: sent.numberOf(element),
  });

  const point = (element: Element | undefined) => {
    at = element;
    hovered.show(element);
  };

  const pick = (element: Element) => {
    point(undefined);
    picked = element;
    chosen.show(element);
    const line: Spot[] = [];
    for (let around: Element | null = element; around && line.length < 200; around = around.parentElement)
      line.unshift(spotOf(around));
    tell({
      type: "picked",
      line,
      text: (element.textContent ?? "").slice(0, longestText),
      isText: !element.firstElementChild,
      attributes: attributesOf(element),
      sent: sent.all(),
    });
  };

  const leave = () => {
    point(undefined);
    picked = undefined;
    chosen.show(undefined);
  };

  const listen = <Name extends keyof WindowEventMap>(
    name: Name,
    work: (event: WindowEventMap[Name]) => void,
  ) =>
    addEventListener(
      name,
      quietly((event: WindowEventMap[Name]) => {
        // What a script of the page made up is none of what somebody does.
        if (picks && event.isTrusted) work(event);
      }),
      { capture: true, passive: false },
    );

  const hush = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  for (const name of pointing)
    listen(name, (event) => {
      hush(event);
      if (name != "click" || !(event.target instanceof Element)) return;
      // Where a press does nothing, it gives the frame no keys either.
      focus();
      pick(event.target);
    });
  listen("mouseover", ({ target }) => target instanceof Element && point(target));
  listen("focusin", ({ target }) => target instanceof Element && point(target));
  document.addEventListener(
    "mouseleave",
    quietly(() => point(undefined)),
  );

  /** Where an arrow leads from an element. Nothing is outside of the body. */
  const nextTo = (from: Element, key: string): Element | null | undefined => {
    const { body } = document;
    if (key == "ArrowDown") return from.firstElementChild;
    if (from == body) return undefined;
    if (key == "ArrowUp") return from.parentElement;
    return key == "ArrowLeft" ? from.previousElementSibling : from.nextElementSibling;
  };

  listen("keydown", (event) => {
    const { key } = event;
    const from = at ?? picked ?? document.body;
    if (key.startsWith("Arrow")) {
      hush(event);
      let next = nextTo(from, key);
      // What nobody sees is passed over.
      while (next && !next.checkVisibility?.() && /Left|Right/.test(key)) next = nextTo(next, key);
      if (!next) return;
      next.scrollIntoView({ block: "nearest" });
      point(next);
      tell({ type: "at", spot: spotOf(next) });
    } else if (key == "Enter") {
      hush(event);
      pick(from);
    } else if (key == "Escape") {
      hush(event);
      leave();
      tell({ type: "left" });
    }
  });

  /** Asks the edge what selectors mean on this page. */
  const find = async (question: number, selectors: readonly string[]) => {
    let found = null;
    try {
      const page = location.pathname + location.search;
      const response = await fetch(address, { method: "POST", body: JSON.stringify({ page, selectors }) });
      if (response.ok) ({ found } = (await response.json()) as { found: number[][] });
    } catch {
      // That it is not known is said.
    }
    tell({ type: "found", question, found });
  };

  const hear = ({ data }: MessageEvent<ToFrame>) => {
    if (data.type == "mode") {
      picks = data.picks;
      leave();
    } else if (data.type == "show") useChanges(data.rules);
    else if (data.type == "find") void find(data.question, data.selectors);
    else if (picked) {
      let around: Element | null = picked;
      for (let level = 0; around && level < data.levels; level++) around = around.parentElement;
      if (around) pick(around);
    }
  };
  port.addEventListener("message", quietly(hear));
  port.start();

  const open = quietly(() => {
    const page = location.pathname + location.search;
    const word: Opened = { type: "ew-opened", page, title: document.title.slice(0, 1000) };
    parent.postMessage(word, dashboard, [port2]);
  });
  if (document.readyState == "loading") addEventListener("DOMContentLoaded", open, { once: true });
  else open();
})();
