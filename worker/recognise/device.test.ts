import { describe, expect, it } from "vitest";
import { deviceOf } from "./device.ts";

describe("the device", () => {
  it.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "mobile",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
      "mobile",
    ],
    ["Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36", "tablet"],
    [
      "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1",
      "tablet",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36",
      "desktop",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      "desktop",
    ],
    ["", "desktop"],
  ])("of %s is %s", (agent, device) => expect(deviceOf(new Headers({ "user-agent": agent }))).toBe(device));

  it("is what the browser's own hint says", () => {
    expect(deviceOf(new Headers({ "user-agent": "Mozilla/5.0", "sec-ch-ua-mobile": "?1" }))).toBe("mobile");
    expect(deviceOf(new Headers({ "user-agent": "Mozilla/5.0", "sec-ch-ua-mobile": "?0" }))).toBe("desktop");
  });
});
