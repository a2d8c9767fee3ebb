import { coverEarly, type Regions } from "./apply/cover.ts";
import { neighbour } from "./neighbour.ts";
import { quietly } from "./quietly.ts";

/** The tag itself, to which the server's last line says what live rules change: scripts have no names of their own on a page. */
interface Tag extends HTMLScriptElement {
  cover?: (regions: Regions) => void;
}

/**
 * For the head of a pasted page, where a browser waits for it before it shows anything: what may be changed is hidden then, and
 * what changes it is on its way. Firefox runs no other script soon enough, and Safari no other of a page that it has never seen.
 */
quietly(() => {
  const tag = document.currentScript as Tag;
  tag.cover = quietly(coverEarly);
  import(/* @vite-ignore */ neighbour(tag, "apply.js").href).catch(() => undefined);
})();
