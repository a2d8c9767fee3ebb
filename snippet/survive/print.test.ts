import { expect, it } from "vitest";
import { printOf } from "./print.ts";

it.each([
  ["<p>H&M</p>", "<p>H&amp;M</p>"],
  ['<a href="/sale?a=1&utm_medium=mail">Q&A</a>', '<a href="/sale?a=1&amp;utm_medium=mail">Q&amp;A</a>'],
  ["<a href=/a?b&c>Salt & pepper</a>", '<a href="/a?b&amp;c">Salt &amp; pepper</a>'],
  ["<p><b>B&O</b>x</p>", "<p><b>B&amp;O</b>x</p>"],
  ["<b>caf&eacute; &copy 2026</b>", "<b>café © 2026</b>"],
  ["<b>&#8364;&nbsp;5 &lt; 6</b>", "<b>€&nbsp;5 &lt; 6</b>"],
])("%s is what a browser gives back of it", (written, given) => {
  expect(printOf(given, written)).toBe(printOf(written, written));
});

it.each([
  ["<p>H&M</p>", "<p>B&amp;O</p>"],
  ['<a href="/a">1</a>', '<a href="/b">1</a>'],
])("%s is not %s", (written, other) => {
  expect(printOf(other, written)).not.toBe(printOf(written, written));
});

it("is of one element behind the other what it is of all", () => {
  const [one, other] = ["<b>B&O</b>", "x<i>y</i>"];
  expect(printOf(one, one) + printOf(other, other)).toBe(printOf(one + other, one + other));
});
