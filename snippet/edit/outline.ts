/** A box that shows where an element is, and follows it. */
export interface Outline {
  show(element: Element | undefined): void;
  /** Whether it is this. */
  is(node: Node): boolean;
}

/** Styles by way of scripts are what every page's policy lets through. */
export function createOutline(look: Readonly<Record<string, string>>): Outline {
  const box = document.createElement("div");
  let shown: Element | undefined;
  Object.assign(box.style, {
    position: "fixed",
    display: "none",
    boxSizing: "border-box",
    pointerEvents: "none",
    zIndex: "2147483647",
    ...look,
  });
  box.ariaHidden = "true";
  const place = () => {
    if (!shown?.isConnected) {
      box.style.display = "none";
      return;
    }
    const { left, top, width, height } = shown.getBoundingClientRect();
    Object.assign(box.style, {
      display: "block",
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    requestAnimationFrame(place);
  };
  return {
    show(element) {
      const isRunning = !!shown?.isConnected;
      shown = element;
      // A framework may have emptied the page since.
      if (!box.isConnected) document.documentElement.append(box);
      if (!isRunning) place();
    },
    is: (node) => node == box,
  };
}
