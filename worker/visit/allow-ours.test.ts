import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowOurs } from "./allow-ours.ts";
import {
  allowsInline,
  scriptElements,
  SecurityPolicy,
  styleAttributes,
  styleElements,
} from "../../model/html/security-policy.ts";

const tag = '<script async src="/_ew/s.js"></script>';
const base = "https://shop.example/_ew/";
const hide = { type: "hide" as const, selector: 'a[title="é<"]' };
const styles = { type: "addStyles" as const, css: "a{top:0}" };

function allowed(policy: string, name = "content-security-policy") {
  return allowOurs(new Headers({ [name]: policy }), {
    head: tag,
    edits: [hide, styles],
    base,
  });
}

describe("what is ours", () => {
  it("stays as it is where there is no policy", async () => {
    const ours = { head: tag, edits: [hide], base };
    expect(await allowOurs(new Headers(), ours)).toEqual({
      head: tag,
      edits: [hide],
      styleNonce: undefined,
      headers: [],
    });
  });

  it("bears the page's nonce, and the policy stays as it is", async () => {
    const { head, styleNonce, headers } = await allowed("default-src 'self' 'nonce-Ab+/_-='");
    expect(head).toBe('<script nonce="Ab+/_-=" async src="/_ew/s.js"></script>');
    expect(styleNonce).toBe("Ab+/_-=");
    expect(headers).toEqual([]);
  });

  it("bears no nonce that would break out of its attribute", async () => {
    const { head, headers } = await allowed(`script-src 'nonce-"><b>'`);
    expect(head).toBe(tag);
    expect(headers).toEqual([["content-security-policy", `script-src 'nonce-"><b>' ${base}`]]);
  });

  it("is allowed by its address, in every policy, also where it is only reported", async () => {
    const policy = "script-src a.example; connect-src 'self', img-src *, default-src 'none'";
    const { headers } = await allowed(policy, "content-security-policy-report-only");
    const [[name, value] = []] = headers;
    expect(name).toBe("content-security-policy-report-only");
    // That the hashes are right shows where a browser knows them: e2e/security-policy.test.ts.
    expect(value?.replaceAll(/'sha256-[\w+/]{43}='/g, "'hash'")).toBe(
      `script-src a.example ${base}; connect-src 'self', img-src *, default-src 'none'; ` +
        `script-src-elem ${base}; connect-src ${base}; style-src-elem 'hash' 'hash'`,
    );
  });

  it("is allowed with all that it brings: the snippet once somebody agrees, and its parts", async () => {
    const shop = new Headers({ "content-security-policy": "script-src a.example" });
    const ours = await allowOurs(shop, { head: tag.replace("s.js", "c.js"), edits: [], base });
    expect(ours.headers[0]?.[1]).toBe(`script-src a.example ${base}`);
  });

  it("is known by its hash as browsers read it", async () => {
    const hashed = async (css: string) => {
      const shop = new Headers({ "content-security-policy": "style-src a.example" });
      return (await allowOurs(shop, { head: "", edits: [{ ...styles, css }], base })).headers;
    };
    expect(await hashed("a{}\r\nb{}\r")).toEqual(await hashed("a{}\nb{}\n"));
  });

  it("keeps its attributes where another script has to load it", async () => {
    const head = `${tag}<script async src="/_ew/t.js" data-x='>'></script>`;
    const shop = new Headers({ "content-security-policy": "script-src 'strict-dynamic' 'sha256-abc='" });
    const ours = await allowOurs(shop, { head, edits: [], base });
    expect(ours.head).toContain(
      `<script type="ew-waits" async src="/_ew/t.js" data-x='>'></script><script>for(`,
    );
    expect(ours.headers[0]?.[1]).toMatch(/^script-src 'strict-dynamic' 'sha256-abc=' 'sha256-[\w+/]{43}='$/);
  });

  it("hides by a rule, in ASCII, where style attributes are refused", async () => {
    const { edits } = await allowed("style-src 'self'");
    expect(edits).toEqual([
      { type: "setAttribute", selector: hide.selector, name: "hidden", value: "" },
      { type: "addStyles", css: 'a[title="\\e9 \\3c "]{display:none!important}' },
      styles,
    ]);
    expect((await allowed("style-src 'self' 'unsafe-inline'")).edits).toEqual([hide, styles]);
  });

  it("takes nothing away from what the shop's own page may do, whatever its policies say", async () => {
    const sources = fc.array(
      fc.constantFrom(
        "'self'",
        "'none'",
        "*",
        "'unsafe-inline'",
        "'nonce-abc'",
        "'sha256-abc='",
        "'strict-dynamic'",
      ),
    );
    const directive = fc.constantFrom(
      "default-src",
      "script-src",
      "style-src",
      "style-src-attr",
      "script-src-elem",
    );
    const policies = fc.array(
      fc
        .array(fc.tuple(directive, sources).map(([name, list]) => [name, ...list].join(" ")))
        .map((all) => all.join("; ")),
      { minLength: 1, maxLength: 2 },
    );
    await fc.assert(
      fc.asyncProperty(policies, async (list) => {
        const before = SecurityPolicy.all(list.join(","));
        const { headers } = await allowed(list.join(","));
        const after = SecurityPolicy.all(headers[0]?.[1] ?? list.join(","));
        expect(after.length).toBe(before.length);
        for (const [at, policy] of before.entries()) {
          for (const names of [scriptElements, styleElements, styleAttributes]) {
            const had = policy.sources(names);
            const has = after[at]?.sources(names);
            expect(has === undefined).toBe(had === undefined);
            for (const source of had ?? []) if (source !== "'none'") expect(has).toContain(source);
            if (had !== undefined && !had.includes("'strict-dynamic'"))
              expect(allowsInline(has ?? [])).toBe(allowsInline(had));
          }
        }
      }),
    );
  });
});
