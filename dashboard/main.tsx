import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/surfaces.css";
import "./styles/shell.css";
import "./styles/status.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { guardLeaving } from "./shell/guard-leaving.ts";
import { language } from "./text/language.ts";
import { arrived } from "./text/arrived.ts";

// A screen's file can be gone after a deployment. The new page knows the new files; trying it once a minute is enough.
addEventListener("vite:preloadError", () => {
  if (Date.now() - Number(sessionStorage.getItem("reloaded-at-ms")) < 60_000) return;
  sessionStorage.setItem("reloaded-at-ms", String(Date.now()));
  location.reload();
});

guardLeaving();

document.documentElement.lang = language;

const root = document.getElementById("app");
if (root !== null) void arrived().then(() => render(<App />, root));
