import { SecurityPolicy } from "../../model/html/security-policy.ts";

const policyName = "content-security-policy";

/**
 * Lets a page be shown in a frame of the dashboard, and of nobody else, whatever the shop says of frames
 * (https://www.w3.org/TR/CSP3/#directive-frame-ancestors).
 * @param dashboard its origin.
 */
export function allowFraming(headers: Headers, dashboard: string): void {
  // Browsers heed it only where no policy speaks of frames, but there is nothing in it to keep.
  headers.delete("x-frame-options");
  const policies = SecurityPolicy.all(headers.get(policyName) ?? "").map((policy) => {
    policy.replace("frame-ancestors", dashboard);
    return policy.toString();
  });
  headers.set(policyName, policies.join(","));
}
