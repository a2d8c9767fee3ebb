/**
 * Whether somebody who answered so is remembered: `"granted"`, or what allows personalisation or measurement, also by
 * the names of Google's Consent Mode: `ad_personalization`, `personalization_storage`, `analytics_storage`.
 * @param json of the answer; its text is shorter to search than its parts are to name.
 */
export const isRemembered = (json: string): boolean => {
  return /^"g|(ment|ation|[ns]_storage)":(t|"g)/.test(json);
};
