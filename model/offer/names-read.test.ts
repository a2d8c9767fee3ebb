import { describe, expect, it } from "vitest";
import { namesIn } from "./template.ts";

describe("the names that a template reads", () => {
  it.each([
    ["{{ city }} {{ city }}", [["city"]]],
    [
      "{{ traits.firstName | default: tags.first, allow_false: isNew }}",
      [["traits", "firstName"], ["tags", "first"], ["isNew"]],
    ],
    [
      "{% if a == b and c %}{{ d }}{% elsif e %}{{ f }}{% else %}{{ g }}{% endif %}",
      [["a"], ["b"], ["c"], ["e"], ["d"], ["f"], ["g"]],
    ],
    ["{% unless a %}{{ b }}{% else %}{{ c }}{% endunless %}", [["a"], ["b"], ["c"]]],
    ["{% case a %}{% when b, c %}{{ d }}{% else %}{{ e }}{% endcase %}", [["a"], ["b"], ["c"], ["d"], ["e"]]],
    ["{% comment %}{{ a }}{% endcomment %}{{ b }}", [["b"]]],
    ["{{ (a..b) | join: c }}", [["a"], ["b"], ["c"]]],
    ["{{ a[b].c }}", [["a", ["b"], "c"], ["b"]]],
    ["{{ a['x y'][0] }}", [["a", "x y", 0]]],
    ["{{ [a.b].c }}", [["a", "b", "c"]]],
    ["{{ \"text\" | append: 'text' }}{{ 1 | plus: 2 }}{{ true }}{{ nil }}", []],
    ["{{ empty.size }}", [["size"]]],
  ])("%s", (source, names) => {
    expect(namesIn(source, "text")).toEqual(names);
  });

  it("are not those that it assigns, from there on", () => {
    expect(namesIn("{{ a }}{% assign a = b %}{{ a }}", "text")).toEqual([["a"], ["b"]]);
    expect(namesIn("{% if b %}{% assign a = 1 %}{% endif %}{{ a }}", "text")).toEqual([["b"]]);
  });
});
