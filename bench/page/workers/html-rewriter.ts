import { bannerHtml, copy, image, placement, title } from "../changes.ts";

/** The four changes as the platform's documentation would make them, with nothing around them. */
export default {
  async fetch(request, { ORIGIN }) {
    const { pathname } = new URL(request.url);
    const response = await fetch(ORIGIN + pathname, request);
    return new HTMLRewriter()
      .on(title.selector, { element: (element) => void element.setInnerContent(title.text) })
      .on(copy.selector, { element: (element) => void element.setInnerContent(copy.html, { html: true }) })
      .on(image.selector, { element: (element) => void element.setAttribute(image.name, image.value) })
      .on(placement.selector, { element: (element) => void element.after(bannerHtml, { html: true }) })
      .transform(response);
  },
} satisfies ExportedHandler<{ ORIGIN: string }>;
