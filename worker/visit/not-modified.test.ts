import { describe, expect, it } from "vitest";
import { holdsAnswer, holdsTag, notModified, withoutOurTags } from "./not-modified.ts";

const asking = (held: string) => new Headers({ "if-none-match": held });

describe("a browser", () => {
  it.each(['"a"', 'W/"a"', '"b", W/"a"', '"x,y","a"'])("that holds %s holds a", (held) => {
    expect(holdsTag(asking(held), 'W/"a"')).toBe(true);
    expect(holdsTag(asking(held), '"a"')).toBe(true);
  });

  it.each(["*", "a", '"b"', '"x,a,y"', ""])("that says %s does not", (held) => {
    expect(holdsTag(asking(held), '"a"')).toBe(false);
  });

  it("holds nothing where there is no tag", () => {
    expect(holdsTag(asking('"a"'), null)).toBe(false);
    expect(holdsTag(new Headers(), '"a"')).toBe(false);
  });

  it("may hold an answer by its date, unless it names a tag", () => {
    const day = (date: string) => `Sun, ${date} Nov 2026 00:00:00 GMT`;
    const answer = new Headers({ etag: '"a"', "last-modified": day("08") });
    expect(holdsAnswer(new Headers({ "if-modified-since": day("08") }), answer)).toBe(true);
    expect(holdsAnswer(new Headers({ "if-modified-since": day("15") }), answer)).toBe(true);
    expect(holdsAnswer(new Headers({ "if-modified-since": day("01") }), answer)).toBe(false);
    expect(holdsAnswer(new Headers({ "if-modified-since": "yesterday" }), answer)).toBe(false);
    expect(holdsAnswer(new Headers({ "if-modified-since": day("15") }), new Headers())).toBe(false);
    expect(holdsAnswer(new Headers({ "if-modified-since": day("15"), "if-none-match": '"b"' }), answer)).toBe(
      false,
    );
  });
});

describe("tags of ours", () => {
  it("are not shown to the shop, whose own stay as they are written", () => {
    expect(withoutOurTags('W/"ew-abc"')).toBeNull();
    expect(withoutOurTags('"a",  W/"ew-abc", W/"b"')).toBe('"a", W/"b"');
    expect(withoutOurTags('"a",  W/"b"')).toBe('"a",  W/"b"');
    expect(withoutOurTags("*")).toBe("*");
  });
});

describe("not modified", () => {
  it("says everything but what speaks of the content", () => {
    const { status, body, headers } = notModified(
      new Headers({
        etag: '"a"',
        vary: "cookie",
        "cache-control": "private",
        "content-type": "text/html",
        "content-length": "5",
        "content-location": "/a",
        "content-security-policy": "default-src 'self'",
      }),
    );
    expect([status, body]).toEqual([304, null]);
    expect([...headers.keys()]).toEqual([
      "cache-control",
      "content-location",
      "content-security-policy",
      "etag",
      "vary",
    ]);
  });
});
