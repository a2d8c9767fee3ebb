/** Only its own files, offers' own styles in previews, and in frames the shop, whose host is a sibling of its own. */
function policyFor({ protocol, host }: URL): string {
  const parent = host.slice(host.indexOf(".") + 1);
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    `frame-src 'self' ${protocol}//${parent} ${protocol}//*.${parent}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}

/** The app: its files where they exist, and its one page for every address that the app itself routes. */
export async function dashboard(request: Request, env: FilesEnv): Promise<Response> {
  const url = new URL(request.url);
  const isFile = /^\/(assets\/.+|[^/]+\.(svg|png|ico|txt|webmanifest))$/.test(url.pathname);
  const path = isFile ? url.pathname : "/index.html";
  const asset = await env.ASSETS.fetch(new URL(path, url), { headers: request.headers });
  const headers = new Headers(asset.headers);
  headers.set("content-security-policy", policyFor(url));
  headers.set("referrer-policy", "no-referrer");
  headers.set("x-content-type-options", "nosniff");
  // Built files carry a hash of their content in their names.
  headers.set(
    "cache-control",
    url.pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  );
  return new Response(asset.body, { status: asset.status, headers });
}
