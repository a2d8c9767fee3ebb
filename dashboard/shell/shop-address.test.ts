import { expect, it } from "vitest";
import { shopAddress } from "./shop-address.ts";

it("opens the shop on the port that the dashboard was opened with", () => {
  expect(shopAddress("shop.localhost", { protocol: "http:", port: "8787" })).toBe(
    "http://shop.localhost:8787/",
  );
  expect(shopAddress("www.shop.example", { protocol: "https:", port: "" })).toBe("https://www.shop.example/");
});
