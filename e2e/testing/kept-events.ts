import type { Page } from "playwright-core";

interface Event {
  name: string;
  params?: Record<string, unknown>;
}

/** What was recorded and not yet taken, as the browser's own storage has it, which all tabs share. @param path where they are sent. */
export async function keptEvents(tab: Page, path = "/_ew/e"): Promise<Event[]> {
  const kept = await tab.evaluate(
    (to) =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open(new URL(to, location.href).href);
        opening.addEventListener("error", () => reject(opening.error ?? new Error("It does not open.")));
        opening.addEventListener("success", () => {
          const reading = opening.result.transaction("events").objectStore("events").getAllKeys();
          reading.addEventListener("success", () => {
            opening.result.close();
            resolve(reading.result as string[]);
          });
        });
      }),
    path,
  );
  return kept.map((event) => JSON.parse(event) as Event);
}
