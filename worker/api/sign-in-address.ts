/** The address that a link's token opens the dashboard by, on the host that was asked. */
export function signInAddress(request: Request, token: string): string {
  return `${new URL(request.url).origin}/sign-in?token=${token}`;
}
