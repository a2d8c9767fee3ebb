import { describe, expect, it } from "vitest";
import { ChangedApp, scriptOf, useApp } from "./testing/changed-app.ts";
import { page as shopPage } from "./testing/origin.ts";
import { builtReact } from "./testing/react.ts";

/**
 * A product page by React: with a state of its own, a list, texts beside each other, and everything that a rule changes on it.
 * `go` leads to another page of the app, `update` changes whatever it shows.
 */
const app = `
  const { createElement: h, useState, useEffect, flushSync } = react;
  const Product = ({ path, times }) => {
    const [count, setCount] = useState(0);
    const ids = ["first", "second", ...(count > 1 ? ["between"] : []), "third"];
    return h("main", { key: path.replace("/sold", "") },
      h("h1", null, "Page ", path, " ", times),
      times % 2 ? null : h("p", { className: "lead" }, "Text " + times),
      h("ul", null, ids.slice(0, ids.length - (times % 3)).map((id) => h("li", { id, key: id }, id + times))),
      h("p", { id: "stock" }, "In stock", times % 2 || path.includes("sold") ? null : h("b", null, "!")),
      h("p", { id: "note" }, "Note " + times),
      h("button", { id: "buy", onClick: () => setCount(count + 1) }, "Bought " + count));
  };
  const App = () => {
    const [page, setPage] = useState({ path: location.pathname, times: 0 });
    useEffect(() => {
      window.go = (path) => { history.pushState(null, "", path); flushSync(() => setPage({ path, times: 0 })); };
      window.update = () => flushSync(() => setPage((now) => ({ ...now, times: now.times + 1 })));
      window.empty = () => flushSync(() => setPage({ path: "/none", times: 1 }));
    }, []);
    return h(Product, page);
  };`;
const html = (body: string, script: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body><div id="app">${body}</div>
<script src="/react.js"></script><script>${app} ${script}</script></body></html>`;
const rendered = html("", `react.createRoot(document.getElementById("app")).render(h(App));`);
/** As its server renders it. @param when when React takes it over: `takeOver`. */
const hydrated = (path: string, when: string) =>
  html(
    `<main><h1>Page <!-- -->${path}<!-- --> <!-- -->0</h1><p class="lead">Text 0</p><ul><li id="first">first0</li><li id="second">second0</li><li id="third">third0</li></ul><p id="stock">In stock<b>!</b></p><p id="note">Note 0</p><button id="buy">Bought 0</button></main>`,
    `window.mended = [];
   const takeOver = () =>
     react.hydrateRoot(document.getElementById("app"), h(App), { onRecoverableError: (error) => mended.push(String(error)) });
   ${when}`,
  );

const shop = new ChangedApp(async () => {
  const react = await builtReact();
  return {
    "/app": shopPage(rendered),
    "/app/one": shopPage(rendered),
    "/hydrated": shopPage(hydrated("/hydrated", "takeOver();")),
    "/late": shopPage(hydrated("/late", "window.takeOver = takeOver;")),
    "/react.js": scriptOf(react),
  };
});

describe("on a page that React makes", () => {
  it("what is changed in the browser survives updates, and the app goes on", async () => {
    const { page, context, complaints } = await shop.shopperOn("/app");
    const h1 = page.locator("h1");
    await page.evaluate("go('/app/one')");
    await expect.poll(() => h1.innerText()).toBe("Made for you");
    await page.locator(".ew-offer").waitFor();
    await page.locator(".instead").waitFor();
    await useApp(page);
    // Of another page in the same elements, too.
    await page.evaluate("go('/app/one/sold')");
    await expect.poll(() => h1.innerText()).toBe("Page /app/one/sold 0");
    await expect.poll(() => page.locator("#stock").innerText()).toBe("In stock");
    expect(await page.locator("#note").innerText()).toBe("Note 0");
    await expect
      .poll(() => page.locator("ul > li").allInnerTexts(), { timeout: 10_000 })
      .toEqual(["first0", "second0", "between0", "third0"]);
    // Another page of the app is its own, whole.
    await page.evaluate("go('/app/two')");
    await expect.poll(() => h1.innerText()).toBe("Page /app/two 0");
    await expect.poll(() => page.locator(".ew-offer, .instead").count()).toBe(0);
    expect(await page.locator("main").innerText()).toContain("Text 0");
    expect(await page.locator("#stock").innerText()).toBe("In stock!");
    expect(await page.locator("li").allInnerTexts()).toEqual(["first0", "second0", "between0", "third0"]);
    await page.evaluate("empty()");
    expect(await page.locator("main").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("what the edge has changed is made again once React has put its own in the place", async () => {
    const { page, context, complaints } = await shop.shopperOn("/hydrated");
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 10_000 }).toBe("Made for you");
    await page.click("#buy");
    await expect.poll(() => page.locator("#buy").innerText()).toBe("Bought 1");
    for (let times = 1; times <= 6; times++) await page.evaluate("update()");
    await page.click("#buy");
    expect(await page.locator("#buy").innerText()).toBe("Bought 2");
    expect(await page.locator(".ew-offer").count()).toBe(1);
    expect(await page.locator("main").count()).toBe(1);
    // It says to its own app that the page was not what it had expected, and to nobody else.
    expect(await page.evaluate("mended.length")).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("what is made again once React has taken over a page that was whole before leaves its app at work", async () => {
    const { page, context, complaints } = await shop.shopperOn("/late");
    await page.locator("main > #third").waitFor();
    // It was looked at.
    await page.waitForFunction("edgewise.keep && document.readyState == 'complete'");
    await page.evaluate("takeOver(); undefined");
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 10_000 }).toBe("Made for you");
    await useApp(page);
    expect(await page.locator("main").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
