/** The parameters of a `page_view` of the page as it is now. */
export function pageView() {
  return {
    page_location: location.href,
    page_path: location.pathname,
    page_title: document.title,
    page_referrer: document.referrer,
  };
}
