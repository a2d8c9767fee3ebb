import { describe, expect, it } from "vitest";
import { trafficSource } from "./source.ts";

function from(query: string, referrer: string | null, host = "shop.example") {
  return trafficSource(new URL(`https://${host}/${query}`), referrer);
}

describe("where a visit came from", () => {
  it.each([
    ["?utm_source=Instagram&utm_medium=CPC&utm_campaign=Autumn", null, "instagram", "cpc", "autumn"],
    ["?utm_source=newsletter", "https://www.google.com/", "newsletter", "referral", ""],
    ["?utm_source=newsletter&gclid=abc", null, "newsletter", "cpc", ""],
    ["?gclid=abc", null, "google", "cpc", ""],
    ["?gclid=abc&utm_campaign=brand", null, "google", "cpc", "brand"],
    ["?msclkid=abc", null, "bing", "cpc", ""],
    ["?ttclid=abc", "https://www.tiktok.com/", "tiktok", "cpc", ""],
    ["?utm_source=&x", null, "direct", "none", ""],
    ["?utm_campaign=lost", null, "direct", "none", ""],
    ["?fbclid=abc", null, "facebook", "social", ""],
    ["?fbclid=abc", "https://l.instagram.com/", "instagram", "social", ""],
    ["?igsh=abc", null, "instagram", "social", ""],
    ["", "https://www.google.co.uk/search?q=x", "google", "organic", ""],
    ["", "https://duckduckgo.com/", "duckduckgo", "organic", ""],
    ["", "https://www.blog.example/post", "blog.example", "referral", ""],
    ["", "https://notgoogle.example/", "notgoogle.example", "referral", ""],
    ["", "https://www.shop.example/other", "direct", "none", ""],
    ["", "https://shop.example/other", "direct", "none", ""],
    ["", "not an address", "direct", "none", ""],
    ["", "about:blank", "direct", "none", ""],
    ["", null, "direct", "none", ""],
  ])("%s from %s is %s, %s, %s", (query, referrer, source, medium, campaign) => {
    for (const host of ["www.shop.example", "shop.example"])
      expect(from(query, referrer, host)).toMatchObject({ source, medium, campaign });
  });

  it.each([
    ["https://www.google.com/search?q=Red+Lipstick", "google", "red lipstick"],
    ["https://www.google.com.br/", "google", ""],
    ["android-app://com.google.android.googlequicksearchbox/", "google", ""],
    ["https://www.bing.com/search?q=lips", "bing", "lips"],
    ["https://www.ecosia.org/search?q=lips", "ecosia", "lips"],
    ["https://search.yahoo.com/search?p=lips&q=no", "yahoo", "lips"],
    ["https://de.search.yahoo.com/search?p=lips", "yahoo", "lips"],
    ["https://r.search.yahoo.com/", "yahoo", ""],
    ["https://yandex.ru/search/?text=lips", "yandex", "lips"],
    ["https://ya.ru/", "yandex", ""],
    ["https://www.baidu.com/s?wd=lips", "baidu", "lips"],
    ["https://www.qwant.com/?q=lips", "qwant", "lips"],
    ["https://www.startpage.com/do/search?query=lips", "startpage", "lips"],
    ["https://search.brave.com/search?q=lips", "brave", "lips"],
    ["https://search.naver.com/search.naver?query=lips", "naver", "lips"],
    ["https://search.seznam.cz/?q=lips", "seznam", "lips"],
    ["https://kagi.com/search?q=lips", "kagi", "lips"],
  ])("%s is the search engine %s, asked for %j", (referrer, searchEngine, term) => {
    expect(from("", referrer)).toMatchObject({ source: searchEngine, medium: "organic", searchEngine, term });
  });

  it.each([
    ["https://l.facebook.com/", "facebook"],
    ["https://de-de.facebook.com/", "facebook"],
    ["https://l.instagram.com/", "instagram"],
    ["https://www.tiktok.com/", "tiktok"],
    ["https://www.pinterest.de/", "pinterest"],
    ["https://de.pinterest.com/pin/1", "pinterest"],
    ["https://x.com/", "x"],
    ["https://t.co/abc", "x"],
    ["https://www.youtube.com/watch", "youtube"],
    ["https://de.linkedin.com/", "linkedin"],
    ["https://www.reddit.com/r/makeup", "reddit"],
    ["android-app://com.reddit.frontpage/", "reddit"],
    ["https://web.whatsapp.com/", "whatsapp"],
    ["https://t.me/", "telegram"],
  ])("%s is the social network %s", (referrer, source) => {
    expect(from("", referrer)).toMatchObject({ source, medium: "social", searchEngine: "", term: "" });
  });

  it.each([
    ["https://mail.google.com/", "gmail"],
    ["android-app://com.google.android.gm/", "gmail"],
    ["https://outlook.live.com/mail/0/inbox", "outlook"],
    ["https://mail.yahoo.com/", "yahoo"],
    ["https://navigator.gmx.net/mail", "gmx"],
  ])("%s is the webmail of %s", (referrer, source) => {
    expect(from("", referrer)).toMatchObject({ source, medium: "email", searchEngine: "" });
  });

  it.each([
    "https://notgoogle.com/search?q=x",
    "https://google.evil.com/search?q=x",
    "https://google.com.evil.example/?q=x",
    "https://www.google.com.evil.co/",
    "https://bing.com.evil.example/",
    "https://mybing.com/",
    "https://docs.google.com/document",
    "https://search.yahoo.com.evil.example/",
    "https://facebook.com.evil.example/",
    "https://xn--gogle-kva.com/",
    "https://box.com/",
    "https://nett.co/",
  ])("%s is none of those whose name it bears", (referrer) => {
    const host = new URL(referrer).hostname.replace(/^www\./, "");
    expect(from("", referrer)).toMatchObject({
      source: host,
      medium: "referral",
      searchEngine: "",
      term: "",
    });
  });

  it("keeps the search engine of an advertisement, and its own search term first", () => {
    expect(from("?gclid=a&utm_term=Brand", "https://www.google.com/search?q=lips")).toMatchObject({
      source: "google",
      medium: "cpc",
      searchEngine: "google",
      term: "brand",
    });
    expect(from("?utm_source=ads&utm_content=Video-2", null)).toMatchObject({
      content: "video-2",
      searchEngine: "",
    });
  });

  it("tells the referring page without its query, and none of the shop's own", () => {
    expect(from("", "https://www.blog.example/post?user=secret#top").referrer).toBe(
      "https://www.blog.example/post",
    );
    expect(from("", "https://www.shop.example/cart").referrer).toBe("");
    expect(from("", "https://name:secret@blog.example:8443/a").referrer).toBe("https://blog.example:8443/a");
  });

  it("is short and plain, however long and odd the address is", () => {
    const long = "İ".repeat(500);
    const tags = ["source", "medium", "campaign", "term", "content"].map(
      (name) => `utm_${name}=%00%1f${long}`,
    );
    const texts = Object.values(from(`?${tags.join("&")}`, `https://blog.example/${"x".repeat(500)}`));
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(100);
      expect(text).not.toMatch(/[\0-\u001f]/);
    }
    expect(from("", `https://${"a".repeat(60)}.${"b".repeat(60)}.example/`).source.length).toBe(100);
  });
});
