import type { Reason } from "../../model/reason.ts";
import { on } from "../page-life.ts";
import { quietly } from "../quietly.ts";
import { element } from "./element.ts";
import { panelStyle } from "./panel-style.ts";
import { clauseText, json, outcomeText } from "./said.ts";

/** What is shown of what happens on a page. */
export interface Panel {
  addEvent(name: string, params: object | undefined): void;
  /** @param reasons `undefined` where they could not be had. */
  showReasons(reasons: readonly Reason[] | undefined): void;
}

/** Of the events of a page, the latest. */
const mostEvents = 100;
/** Narrower than that, it would hide the page; until somebody says so. */
const wideEnough = "(min-width: 600px)";
/** Whether it is open stays as it was on the page before. */
const openKey = "ew_debug_open";

/** Puts an empty panel on the page, once there is one. */
export function createPanel(): Panel {
  const title = element("strong", {}, "Edgewise");
  const decisions = element("div", {}, element("p", {}, "Asking …"));
  const events = element("div", {}, element("p", {}, "None yet."));
  const main = element("main", {}, heading("Decisions"), decisions, heading("Events"), events);
  const toggle = element("button", { type: "button" });
  const leaving = new URL(location.href);
  leaving.searchParams.set("ew_debug", "off");
  const leave = element("a", { href: leaving.href }, "Leave");
  const section = element("section", {}, element("header", {}, title, toggle, leave), main);
  section.setAttribute("aria-label", "Edgewise: what happens on this page");

  const open = (isOpen: boolean) => {
    main.hidden = !isOpen;
    toggle.textContent = isOpen ? "Hide" : "Show";
    toggle.setAttribute("aria-expanded", String(isOpen));
  };
  open(matchMedia(wideEnough).matches);
  quietly(() => {
    const before = sessionStorage[openKey] as string | undefined;
    if (before !== undefined) open(before == "yes");
  })();
  toggle.addEventListener(
    "click",
    quietly(() => {
      open(main.hidden === true);
      sessionStorage[openKey] = main.hidden ? "no" : "yes";
    }),
  );

  let isShown = false;
  const showOnce = () => {
    if (isShown || document.readyState == "loading") return;
    isShown = true;
    show(section);
  };
  showOnce();
  on(showOnce, "readystatechange");
  let count = 0;
  let chosen = "";
  const sayHowMany = () => {
    title.textContent = `Edgewise · ${count} ${count == 1 ? "event" : "events"}${chosen}`;
  };
  return {
    addEvent(name, params) {
      count++;
      sayHowMany();
      if (count == 1) events.textContent = "";
      events.prepend(eventElement(name, params));
      events.children[mostEvents]?.remove();
    },
    showReasons(reasons) {
      const [first, ...rest] = reasons?.map(reasonElement) ?? [];
      chosen = reasons ? ` · ${reasons.filter(isChosen).length} of ${reasons.length} rules` : "";
      sayHowMany();
      const nothing = reasons ? "No rule is about this page." : "They could not be asked for.";
      decisions.replaceChildren(first ?? element("p", {}, nothing), ...rest);
    },
  };
}

/** In a tree of its own, at the end of the document, where no page looks for anything. */
function show(section: HTMLElement): void {
  const host = element("div");
  const root = host.attachShadow({ mode: "open" });
  // Not a `<style>`, which a page's Content-Security-Policy may refuse.
  const style = new CSSStyleSheet();
  style.replaceSync(panelStyle);
  root.adoptedStyleSheets = [style];
  root.append(section);
  document.documentElement.append(host);
}

function heading(text: string): HTMLElement {
  return element("h2", {}, text);
}

function eventElement(name: string, params: object | undefined): HTMLElement {
  const time = element("em", {}, new Date().toLocaleTimeString());
  return element(
    "details",
    {},
    element("summary", {}, element("span", {}, name), time),
    element("pre", {}, json(params ?? {}, 1)),
  );
}

function isChosen({ outcome }: Reason): boolean {
  return outcome == "chosen";
}

function reasonElement(reason: Reason): HTMLElement {
  const clauses = reason.clauses.map((clause) =>
    element(
      "li",
      { className: clause.holds ? "yes" : "no" },
      `${clause.holds ? "✓" : "✗"} ${clauseText(clause)}`,
    ),
  );
  return element(
    "details",
    { className: isChosen(reason) ? "yes" : "" },
    element("summary", {}, element("span", {}, reason.name), element("em", {}, outcomeText(reason))),
    element("p", {}, `For ${reason.who}.`),
    element("ul", {}, ...clauses),
  );
}
