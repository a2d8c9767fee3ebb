import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { prepareDatabase, siteWith } from "../testing/shop.ts";
import { isPublicHost } from "./is-public-host.ts";

const tag = `<script async src="https://shop.example/_ew/s.js?site=lumen" data-load="apply"></script>`;
const html = (head: string) =>
  new Response(`<!doctype html><head>${head}</head><body>Lamps`, {
    headers: { "content-type": "text/html" },
  });

let owner: ApiClient;
/** What answers, by address; nobody else does. */
let web: Record<string, (request: Request) => Response | Promise<Response>> = {};
let asked: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase(
    siteWith({ hosts: ["shop.example"], snippetHosts: ["blog.example", "10.0.0.7", "db.internal"] }),
  );
  owner = await apiClient("owner");
});
beforeEach(() => {
  asked = [];
  web = { "https://shop.example/_ew/ok": () => Response.json({ ok: true }) };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    asked.push(request.url);
    const answer = web[request.url.split("?")[0] ?? ""];
    if (answer === undefined) throw new TypeError("Nobody answers.");
    return answer(request);
  });
});

const look = (page?: string) => owner("POST /sites/lumen/look", page === undefined ? {} : { page });

describe("a look at a page", () => {
  it("says which tags it has, whether Edgewise answers, and who else has scripts there", async () => {
    web["https://shop.example/"] = () =>
      html(
        `${tag}<!-- <script src="/_ew/s.js"></script> --><script src="https://cdn.example/s.min.js"></script>`,
      );
    const { status, answer } = await look();
    expect(status).toBe(200);
    expect(answer.look).toMatchObject({
      page: {
        address: "https://shop.example/",
        status: 200,
        tags: [{ address: "https://shop.example/_ew/s.js?site=lumen", heldBy: [], nonce: "" }],
        scriptHosts: ["cdn.example"],
        cachedBy: "",
      },
      fresh: null,
      edge: { address: "https://shop.example/_ew/ok", isOurs: true, status: 200 },
    });
  });

  it("says what holds a tag, and which policies the page has", async () => {
    const held = tag.replace("async src", `type="text/plain" data-category="statistics" data-cookieyes-src`);
    web["https://blog.example/a"] = () => {
      const page = html(`<meta http-equiv="content-security-policy" content="script-src 'self'">${held}`);
      page.headers.set("content-security-policy", "default-src https:");
      return page;
    };
    const { answer } = await look("https://blog.example/a");
    expect(answer.look.page).toMatchObject({
      tags: [
        {
          address: "https://shop.example/_ew/s.js?site=lumen",
          heldBy: [`type="text/plain"`, `data-cookieyes-src="https://shop.example/_ew/s.js?site=lumen"`],
        },
      ],
      policies: ["default-src https:", "script-src 'self'"],
    });
  });

  it("asks past a cache that gave a page without a tag", async () => {
    web["https://shop.example/"] = (request) => {
      if (request.url.includes("?ew_look=")) return html(tag);
      const old = html("");
      old.headers.set("age", "612");
      return old;
    };
    const { answer } = await look();
    expect(answer.look.page).toMatchObject({ tags: [], cachedBy: "age: 612" });
    expect(answer.look.fresh.tags).toHaveLength(1);
  });

  it("follows the shop's redirects to its own hosts, and to no others", async () => {
    web["https://shop.example/"] = () =>
      new Response(null, { status: 301, headers: { location: "https://blog.example/" } });
    web["https://blog.example/"] = () =>
      new Response(null, { status: 302, headers: { location: "https://www.shop.example/" } });
    const { answer } = await look();
    expect(answer.look.page).toEqual({ why: "elsewhere", address: "https://www.shop.example/" });
    expect(asked).not.toContain("https://www.shop.example/");
    web["https://blog.example/"] = () =>
      new Response(null, { status: 302, headers: { location: "https://shop.example/" } });
    expect((await look()).answer.look.page.why).toBe("too_many_redirects");
  });

  it("says so where nobody answers, and reads no more of an endless page than its beginning", async () => {
    expect((await look()).answer.look.page).toEqual({ why: "unreachable", address: "https://shop.example/" });
    let pulled = 0;
    web["https://shop.example/"] = () => {
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode(pulled === 1 ? tag : " ".repeat(64 * 1024)));
        },
      });
      return new Response(body, { headers: { "content-type": "text/html" } });
    };
    expect((await look()).answer.look.page.tags).toHaveLength(1);
    expect(pulled).toBeLessThan(40);
  });

  it("is at no address of another network, another port or another scheme", async () => {
    for (const page of [
      "https://elsewhere.example/",
      "http://10.0.0.7/",
      "http://db.internal/",
      "https://shop.example:8443/",
      "ftp://shop.example/",
      "https://shop.example@elsewhere.example/",
      "http://shop.localhost/",
    ])
      expect([page, (await look(page)).answer.error?.code]).toEqual([page, "wrong_origin"]);
    expect((await look("shop.example")).answer.error.code).toBe("invalid_request");
    expect(asked).toEqual([]);
  });
});

it.each([
  ["shop.example", true],
  ["shop", false],
  ["127.0.0.1", false],
  ["[::1]", false],
  ["shop.localhost", false],
  ["nas.local.", false],
  ["vault.corp", false],
])("%s on the internet: %s", (host, expected) => expect(isPublicHost(host)).toBe(expected));
