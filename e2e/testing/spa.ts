import { page } from "./origin.ts";

/**
 * A page of a shop whose pages are made by scripts, one after the other, without loading anything. Each has a headline
 * and a text of its own; a line above them stays, and the script writes into the words that it has once put there.
 */
export const spa = page(`<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body>
<p id="line">Line</p><main></main><script>
  const words = document.getElementById("line").firstChild;
  const main = document.querySelector("main");
  const show = () => {
    const { pathname } = location;
    words.nodeValue = "Line at " + pathname;
    main.innerHTML = "<h1>Page " + pathname + '</h1><p class="lead">Text</p><div id="late"></div>';
    const late = document.getElementById("late");
    setTimeout(() => { late.innerHTML = '<p class="later">Later</p>'; }, 700);
  };
  const go = (path) => {
    history.pushState(null, "", path);
    show();
  };
  addEventListener("popstate", show);
  show();
</script></body></html>`);
