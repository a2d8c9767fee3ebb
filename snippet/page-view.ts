/**
 * The parameters of a `page_view` of the page as it is now.
 * @param referrer the page before, where that was one of the same document
 */
export const pageView = (referrer?: string) => {
  return {
    page_location: location.href,
    page_title: document.title,
    page_referrer: referrer || document.referrer,
  };
};
