import type { ExposureEvent } from "../../model/exposure-event.ts";
import type { Call, Edgewise } from "../api.ts";

/** `window.edgewise`, or a stub that keeps what is said until the snippet has loaded. */
export function api(): Edgewise {
  if (window.edgewise?.track) return window.edgewise;
  const q: Call[] = [];
  const keep =
    (method: Call[0]) =>
    (...parameters: unknown[]) =>
      q.push([method, ...parameters]);
  return (window.edgewise = { track: keep("track"), consent: keep("consent"), q });
}

/** @param params of which only texts and numbers are sent. */
export function report<Name extends ExposureEvent["name"]>(
  name: Name,
  params: Extract<ExposureEvent, { name: Name }>["params"],
): void {
  api().track(name, params);
}
