/** Whether keys are named as on Apple's keyboards here. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
