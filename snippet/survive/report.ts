import type { ExposureEvent } from "../../model/exposure-event.ts";
import type { Call, Edgewise } from "../api.ts";

/** `window.edgewise`, or a stub that keeps what is said until the snippet has loaded. */
export const api = (): Edgewise => {
  if (!window.edgewise?.track) {
    const q: Call[] = [];
    const stub = (window.edgewise = { q } as Edgewise);
    for (const method of ["track", "identify", "consent", "on"] as const)
      stub[method] = (...parameters: unknown[]) => q.push([method, ...parameters]);
  }
  return window.edgewise;
};

/** @param params of which what belongs to a rule is told without its changes. */
export const report = <Name extends ExposureEvent["name"]>(
  name: Name,
  params: Extract<ExposureEvent, { name: Name }>["params"],
): void => {
  api().track(name, { ...params, changes: undefined });
};
