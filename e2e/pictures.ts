/** Draws the picture in the README: the demo shop as everybody sees it, and as one visitor does. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./testing/browser.ts";
import { freePort, startProgram } from "./testing/program.ts";

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const size = { width: 1280, height: 1000 };
const seen = ["velvet-hour-lipstick", "satin-letter-lipstick", "signal-red-lipstick"];

const state = mkdtempSync(join(tmpdir(), "edgewise-pictures-"));
const port = await freePort();
const shop = `http://shop.localhost:${port}`;
const program = startProgram("--port", String(port), "--state", state);
const browser = await openBrowser();
try {
  await program.wrote("Edgewise is running.");
  const page = await (await browser.newContext({ viewport: size })).newPage();
  const shot = async () => `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
  const own = /its own server: ([^)]+)/.exec(program.output())?.[1] ?? "";
  await page.goto(own, { waitUntil: "networkidle" });
  const before = await shot();
  await page.goto(`${shop}/?utm_source=instagram&utm_medium=paid_social&utm_campaign=winter`);
  for (const slug of seen) {
    const told = page.waitForResponse(
      (response) =>
        response.status() === 202 && response.request().postData()?.includes("view_item") === true,
    );
    await page.goto(`${shop}/products/${slug}`);
    await told;
  }
  await page.goto(`${shop}/`, { waitUntil: "networkidle" });
  await page.getByText("Still choosing your lipstick?").waitFor();
  await page.getByRole("button", { name: "Close" }).waitFor();
  const after = await shot();

  const sheet = await browser.newPage({ viewport: { width: 1640, height: 740 } });
  await sheet.setContent(`<style>
      body { margin: 0; padding: 28px; display: grid; grid-template-columns: 1fr 1fr; gap: 28px; background: #eceeec; font: 600 20px/1.4 system-ui, sans-serif; color: #1b2420 }
      figure { margin: 0 } figcaption { margin-bottom: 12px }
      img { width: 100%; border-radius: 10px; box-shadow: 0 8px 30px #0003; display: block }
    </style>
    <figure><figcaption>What everybody sees</figcaption><img src="${before}"></figure>
    <figure><figcaption>What she sees, three lipsticks later</figcaption><img src="${after}"></figure>`);
  mkdirSync(folder, { recursive: true });
  await sheet.screenshot({ path: join(folder, "before-and-after.png") });
} finally {
  await browser.close();
  program.interrupt();
  await program.ended;
  rmSync(state, { recursive: true, force: true });
}
