import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ChangedApp, scriptOf, useApp } from "./testing/changed-app.ts";
import { page as shopPage } from "./testing/origin.ts";
import { builtSvelte } from "./testing/svelte.ts";

const vue = readFileSync(fileURLToPath(import.meta.resolve("vue/dist/vue.global.prod.js")));

/**
 * A product page by Vue, of a template as shops write them: with a state of its own, a list, and parts that come and go, in
 * what a rule changes, too. `go` leads to another page of the app, `update` changes whatever it shows.
 */
const app = `
  const page = Vue.reactive({ path: location.pathname, times: 0 });
  const Product = {
    props: ["path", "times"],
    data: () => ({ count: 0 }),
    computed: {
      ids() {
        const ids = ["first", "second", ...(this.count > 1 ? ["between"] : []), "third"];
        return ids.slice(0, ids.length - (this.times % 3));
      },
    },
    template: \`<main><h1>Page {{ path }} {{ times }}</h1><p v-if="times % 2 == 0" class="lead">Text {{ times }}</p>
<ul><li v-for="id of ids" :id="id" :key="id">{{ id + times }}</li></ul>
<p id="stock">In stock<b v-if="times % 2 == 0 && !path.includes('sold')">!</b></p><p id="note">Note {{ times }}</p>
<button id="buy" @click="count++">Bought {{ count }}</button></main>\`,
  };
  const App = { components: { Product }, setup: () => ({ page }), template: \`<Product :key="page.path.replace('/sold', '')" v-bind="page" />\` };
  window.mended = [];
  const warn = console.error;
  console.error = (...all) => String(all[0]).includes("Hydration completed") ? mended.push(all[0]) : warn(...all);
  window.go = (path) => { history.pushState(null, "", path); Object.assign(page, { path, times: 0 }); };
  window.update = () => { page.times++; return Vue.nextTick(); };`;
const html = (body: string, source: string, script: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body><div id="app">${body}</div>
<script src="${source}"></script><script>${script}</script></body></html>`;
const rendered = html("", "/vue.js", `${app} Vue.createApp(App).mount("#app");`);
/** As its server renders it. @param when when Vue takes it over: `takeOver`. */
const hydrated = (path: string, when: string) =>
  html(
    `<main><h1>Page ${path} 0</h1><p class="lead">Text 0</p><ul><!--[--><li id="first">first0</li><li id="second">second0</li><li id="third">third0</li><!--]--></ul><p id="stock">In stock<b>!</b></p><p id="note">Note 0</p><button id="buy">Bought 0</button></main>`,
    "/vue.js",
    `${app} const takeOver = () => void Vue.createSSRApp(App).mount("#app"); ${when}`,
  );

const shop = new ChangedApp(async () => {
  const svelte = await builtSvelte();
  const svelteHydrated = (path: string, script: string) =>
    shopPage(html(svelte.html(path), "/svelte.js", script));
  return {
    "/svelte/app": shopPage(html("", "/svelte.js", "start();")),
    "/svelte/hydrated": svelteHydrated("/svelte/hydrated", "takeOver();"),
    "/svelte/late": svelteHydrated("/svelte/late", ""),
    "/svelte.js": scriptOf(svelte.script),
    "/app": shopPage(rendered),
    "/hydrated": shopPage(hydrated("/hydrated", "takeOver();")),
    "/late": shopPage(hydrated("/late", "window.takeOver = takeOver;")),
    "/vue.js": scriptOf(vue),
  };
});

describe.each([
  ["Vue", ""],
  ["Svelte", "/svelte"],
])("on a page that %s makes", (_framework, at) => {
  it("what is changed in the browser survives updates, and the app goes on", async () => {
    const { page, context, complaints } = await shop.shopperOn(at + "/app");
    const h1 = page.locator("h1");
    await page.evaluate(`go('${at}/app/one')`);
    await expect.poll(() => h1.innerText()).toBe("Made for you");
    await page.locator(".ew-offer").waitFor();
    await page.locator(".instead").waitFor();
    await useApp(page);
    // Of another page in the same elements, too.
    await page.evaluate(`go('${at}/app/one/sold')`);
    await expect.poll(() => h1.innerText()).toBe(`Page ${at}/app/one/sold 0`);
    await expect.poll(() => page.locator("#stock").innerText()).toBe("In stock");
    await expect
      .poll(() => page.locator("ul > li").allInnerTexts())
      .toEqual(["first0", "second0", "between0", "third0"]);
    expect(await page.locator("#note").innerText()).toBe("Note 0");
    // Another page of the app is its own, whole.
    await page.evaluate(`go('${at}/app/two')`);
    await expect.poll(() => h1.innerText()).toBe(`Page ${at}/app/two 0`);
    await expect.poll(() => page.locator(".ew-offer, .instead").count()).toBe(0);
    expect(await page.locator("main").innerText()).toContain("Text 0");
    expect(await page.locator("#stock").innerText()).toBe("In stock!");
    expect(await page.locator("li").allInnerTexts()).toEqual(["first0", "second0", "third0"]);
    expect(await page.locator("main").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("what the edge has changed is made again once it has put its own in the place", async () => {
    const { page, context, complaints } = await shop.shopperOn(at + "/hydrated");
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 10_000 }).toBe("Made for you");
    await page.click("#buy");
    await expect.poll(() => page.locator("#buy").innerText()).toBe("Bought 1");
    for (let times = 1; times <= 6; times++) await page.evaluate("update()");
    await page.click("#buy");
    await expect.poll(() => page.locator("#buy").innerText()).toBe("Bought 2");
    expect([await page.locator(".ew-offer").count(), await page.locator("main").count()]).toEqual([1, 1]);
    // It says to the console that the page was not what it had expected.
    expect(await page.evaluate("mended.length")).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("what is made again once it has taken over a page that was whole before leaves its app at work", async () => {
    const { page, context, complaints } = await shop.shopperOn(at + "/late");
    await page.locator("main > #third").waitFor();
    // It was looked at.
    await page.waitForFunction("edgewise.keep && document.readyState == 'complete'");
    await page.evaluate("takeOver()");
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 10_000 }).toBe("Made for you");
    await useApp(page);
    expect(await page.locator("main").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
