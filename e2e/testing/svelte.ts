import { compile, compileModule } from "svelte/compiler";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The product page of e2e/vue-and-svelte.test.ts, as Svelte has it. Its server's words lead to the same elements. */
const sources: Record<string, string> = {
  "Product.svelte": `<script>
  let { path, times } = $props();
  let count = $state(0);
  let ids = $derived.by(() => {
    const ids = ["first", "second", ...(count > 1 ? ["between"] : []), "third"];
    return ids.slice(0, ids.length - (times % 3));
  });
</script>
<main><h1>Page {path} {times}</h1>{#if times % 2 == 0}<p class="lead">Text {times}</p>{/if}
<ul>{#each ids as id (id)}<li {id}>{id + times}</li>{/each}</ul>
<p id="stock">In stock{#if times % 2 == 0 && !path.includes("sold")}<b>!</b>{/if}</p><p id="note">Note {times}</p>
<button id="buy" onclick={() => count++}>Bought {count}</button></main>`,
  "App.svelte": `<script>
  import Product from "./Product.svelte";
  let { page } = $props();
</script>
{#key page.path.replace("/sold", "")}<Product path={page.path} times={page.times} />{/key}`,
  "page.svelte.js": `export const page = $state({ path: "", times: 0 });`,
  "browser.js": `import { mount, hydrate, flushSync } from "svelte";
import App from "./App.svelte";
import { page } from "./page.svelte.js";
const options = { target: document.getElementById("app"), props: { page } };
page.path = location.pathname;
window.mended = [];
const { warn } = console;
console.warn = (...all) => String(all[0]).includes("hydration") ? mended.push(all[0]) : warn(...all);
window.start = () => void mount(App, options);
window.takeOver = () => void hydrate(App, options);
window.go = (path) => { history.pushState(null, "", path); Object.assign(page, { path, times: 0 }); flushSync(); };
window.update = () => { page.times++; flushSync(); };`,
  "server.js": `import { render } from "svelte/server";
import App from "./App.svelte";
export const html = (path) => render(App, { props: { page: { path, times: 0 } } }).body;`,
};

/** An app as it is bundled for browsers, and what its server makes of a page. */
export interface SvelteApp {
  script: string;
  html: (path: string) => string;
}

export async function builtSvelte(): Promise<SvelteApp> {
  const [script, server] = await Promise.all([
    bundled("browser.js", "client"),
    bundled("server.js", "server"),
  ]);
  const loaded = (await import(`data:text/javascript,${encodeURIComponent(server)}`)) as Pick<
    SvelteApp,
    "html"
  >;
  return { script, html: loaded.html };
}

async function bundled(entry: string, generate: "client" | "server"): Promise<string> {
  const isServer = generate === "server";
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL("../..", import.meta.url)),
    logLevel: "warn",
    plugins: [
      {
        name: "svelte-for-pages",
        enforce: "pre",
        resolveId: (id) => (id.replace("./", "") in sources ? `\0${id.replace("./", "")}` : undefined),
        load: (id) => (id.startsWith("\0") ? sources[id.slice(1)] : undefined),
        transform(code, id) {
          const options = { generate, filename: id.slice(1) } as const;
          if (id.endsWith(".svelte")) return compile(code, options).js;
          return id.endsWith(".svelte.js") ? compileModule(code, options).js : undefined;
        },
      },
    ],
    resolve: { conditions: [isServer ? "node" : "browser", "svelte", "production"] },
    ...(isServer && { ssr: { noExternal: true as const } }),
    build: {
      write: false,
      ssr: isServer,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        output: isServer ? { format: "es" } : { format: "iife", name: "app" },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output !== undefined && "output" in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error("Svelte came out empty.");
  return chunk.code;
}
