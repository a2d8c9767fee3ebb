/** The least that a worker in front of a shop can do: everything it adds to a page is time. */
export default {
  fetch(request, { ORIGIN }) {
    const { pathname } = new URL(request.url);
    return fetch(ORIGIN + pathname, request);
  },
} satisfies ExportedHandler<{ ORIGIN: string }>;
