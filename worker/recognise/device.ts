/** What kind of device asks, from the client hint where the browser sends it, else from the user agent. */
export function deviceOf(headers: Headers): "mobile" | "tablet" | "desktop" {
  const agent = headers.get("user-agent") ?? "";
  if (/\bipad\b|\btablet\b|\bandroid\b(?!.*\bmobile\b)|\bsilk\b(?!.*\bmobile\b)/i.test(agent))
    return "tablet";
  if (headers.get("sec-ch-ua-mobile") === "?1") return "mobile";
  return /\bmobile\b|\biphone\b|\bipod\b|\bopera mini\b/i.test(agent) ? "mobile" : "desktop";
}
