import { reachedFrom } from "./trim-code.ts";

export function trimBowser(code: string): string {
  const names = "getWindowsVersionName getMacOSVersionName getAndroidVersionName";
  return reachedFrom(code, "Utils", `getFirstMatch getSecondMatch isFirefoxOnIpad ${names}`);
}
