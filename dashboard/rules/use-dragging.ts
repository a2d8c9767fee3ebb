import { useEffect, useRef } from "preact/hooks";
import { mayChange } from "../shell/may-change.ts";
import type { Place } from "./move-in-list.ts";

export interface Dragging {
  /** Rules are brought to other places of their own lane alone. */
  isSameLane: (a: string, b: string) => boolean;
  move: (id: string, place: Place) => void;
}

/** Rows of a list are dragged, by their numbers or their links, and dropped before or behind others. */
export function useDragging(dragging: Dragging): void {
  const latest = useRef(dragging);
  latest.current = dragging;
  useEffect(() => {
    let dragged: HTMLElement | null = null;
    let over: HTMLElement | null = null;
    const leave = () => {
      over?.classList.remove("rule-drop-before", "rule-drop-after");
      over = null;
    };
    const onStart = (event: DragEvent) => {
      dragged = mayChange() ? rowOf(event.target) : null;
      if (dragged === null || event.dataTransfer === null) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", idOf(dragged));
      event.dataTransfer.setDragImage(dragged, 0, 0);
      dragged.classList.add("rule-dragged");
    };
    const onOver = (event: DragEvent) => {
      const row = rowOf(event.target);
      leave();
      if (dragged === null || row === null || row === dragged) return;
      if (!latest.current.isSameLane(idOf(dragged), idOf(row))) return;
      event.preventDefault();
      over = row;
      row.classList.add(isUpperHalf(row, event) ? "rule-drop-before" : "rule-drop-after");
    };
    const onDrop = (event: DragEvent) => {
      if (dragged === null || over === null) return;
      event.preventDefault();
      const id = idOf(over);
      latest.current.move(idOf(dragged), isUpperHalf(over, event) ? { before: id } : { after: id });
    };
    const onEnd = () => {
      leave();
      dragged?.classList.remove("rule-dragged");
      dragged = null;
    };
    const listeners = { dragstart: onStart, dragover: onOver, drop: onDrop, dragend: onEnd };
    for (const [type, listener] of Object.entries(listeners))
      addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listeners))
        removeEventListener(type, listener as EventListener);
    };
  }, []);
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-rule]") : null;
}

function idOf(row: HTMLElement): string {
  return row.dataset["rule"] ?? "";
}

function isUpperHalf(row: HTMLElement, { clientY }: DragEvent): boolean {
  const { top, height } = row.getBoundingClientRect();
  return clientY < top + height / 2;
}
