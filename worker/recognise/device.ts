/** What kind of device asks, from the client hint where the browser sends it, else from the user agent. */
export function deviceOf(headers: Headers): "mobile" | "tablet" | "desktop" {
  const agent = headers.get("user-agent") ?? "";
  const saysMobile = /\bmobile\b|\biphone\b|\bipod\b|\bopera mini\b/i.test(agent);
  // Phones with Android say that they are mobile, tablets do not.
  if (/\bipad\b|\btablet\b/i.test(agent) || (!saysMobile && /\bandroid\b|\bsilk\b/i.test(agent)))
    return "tablet";
  return saysMobile || headers.get("sec-ch-ua-mobile") === "?1" ? "mobile" : "desktop";
}
