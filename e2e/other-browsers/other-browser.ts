/** A page in a browser that Playwright does not drive. */
export interface Tab {
  /** Resolves once the page has loaded. */
  go(url: string): Promise<void>;
  back(): Promise<void>;
  /** What an expression gives, as JSON has it; a promise is waited for. */
  read<Value>(expression: string): Promise<Value>;
  /** As with a mouse, in the middle of what the selector finds. */
  click(selector: string): Promise<void>;
  /** Presses a key, or what WebDriver names by a character of its own: https://www.w3.org/TR/webdriver2/#keyboard-actions */
  press(key: string): Promise<void>;
  moveMouse(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

export interface OtherBrowser {
  /** With a profile of its own that outlives it where the browser can do that. */
  start(): Promise<void>;
  openTab(): Promise<Tab>;
  /** At once, as the machine does that runs out of power. */
  kill(): Promise<void>;
  /** Ends it for good. */
  remove(): Promise<void>;
}

/** The centre of what a selector finds, brought into the window first. */
const middleOf = (selector: string): string => `(() => {
  const element = document.querySelector(${JSON.stringify(selector)});
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
})()`;

/** Mouse and keys by WebDriver's actions. @param perform what the browser is told by, with one source of input. */
export function handOf(
  perform: (source: object) => Promise<unknown>,
  read: Tab["read"],
): Pick<Tab, "click" | "press" | "moveMouse"> {
  const mouse = (...actions: object[]) => perform({ type: "pointer", id: "mouse", actions });
  return {
    async click(selector) {
      const [x, y] = await read<[number, number]>(middleOf(selector));
      await mouse(
        { type: "pointerMove", x, y },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      );
    },
    async press(value) {
      const actions = [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ];
      await perform({ type: "key", id: "keyboard", actions });
    },
    moveMouse: async (x, y) => void (await mouse({ type: "pointerMove", x, y })),
  };
}
