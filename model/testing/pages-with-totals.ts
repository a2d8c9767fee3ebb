/**
 * Pages that show the code X in `.code` and a total of €1 in `.sum`, with a mark where a line about the coupon belongs: whoever
 * writes it, the edge or the browser.
 */
export const pagesWithTotals: readonly (readonly [what: string, page: string])[] = [
  ["a line of its own", '<b class="code">X</b>|<b class="sum">€1</b>'],
  ["a list of sums", '<div><p>Ü <b class="code">X</b></p>|<dl><div><dt>Total<dd class="sum">€1</dl></div>'],
  [
    "a table whose rows show both",
    '<div>|<table><tr class="code"><td>X</td></tr><tr><td class="sum">€1</td></tr></table></div>',
  ],
  ["a list whose items show both", '<main>|<ul><li class="code">X</li><li class="sum">€1</li></ul></main>'],
  ["a paragraph that shows both", '<section>|<p><i class="code">X</i> <i class="sum">€1</i></p></section>'],
  [
    "a table that sets out the page",
    '<table><tr><td><i class="code">X</i>|<div><i class="sum">€1</i></div></td></tr></table>',
  ],
  [
    "an element of the shop's own making",
    '<cart-sums><i class="code">X</i>|<div><i class="sum">€1</i></div></cart-sums>',
  ],
  [
    "a small cart in the page's head, beside the page's own",
    '<header><i class="code">X</i><i class="sum">€1</i></header><main><i class="code">X</i>|<i class="sum">€1</i></main>',
  ],
];
