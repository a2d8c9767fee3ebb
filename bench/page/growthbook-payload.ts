import type { handleRequest } from "@growthbook/edge-cloudflare";
import { bannerHtml, copy, image, title } from "./changes.ts";

/** The four changes as an experiment of the visual editor, with everyone in its second arm. */
export const payload: NonNullable<NonNullable<Parameters<typeof handleRequest>[2]>["payload"]> = {
  features: {},
  experiments: [
    {
      key: "hero",
      changeId: "hero-1",
      status: "running",
      manual: false,
      hashAttribute: "id",
      hashVersion: 2,
      coverage: 1,
      weights: [0, 1],
      urlPatterns: [{ include: true, type: "simple", pattern: "/*" }],
      variations: [
        {},
        {
          domMutations: [
            { selector: title.selector, action: "set", attribute: "html", value: title.text },
            { selector: copy.selector, action: "set", attribute: "html", value: copy.html },
            { selector: image.selector, action: "set", attribute: image.name, value: image.value },
            // It can put nothing after an element, but at the end of the one around it, which is the same place.
            { selector: "#masthead", action: "append", attribute: "html", value: bannerHtml },
          ],
        },
      ],
    },
  ],
};
