/**
 * Whether somebody who answered so is remembered: `"granted"`, or true for personalisation or measurement.
 * @param json of the answer; its text is shorter to search than its parts are to name.
 */
export function isRemembered(json: string): boolean {
  return /granted|(ion|nt)":true/.test(json);
}
