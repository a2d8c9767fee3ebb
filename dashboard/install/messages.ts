import { translated } from "../text/translated.ts";

export const t = translated("install", {
  title: "Install",
  intro: "There are two ways to bring Edgewise to {site}. One is enough. Both can be taken back at any time.",

  statusHeard: "A browser was heard {when}.",
  statusQuiet: "No browser was heard in the last 30 minutes.",
  statusNever: "No browser has been heard yet.",
  statusUnknown: "Whether it works cannot be told now.",
  openInstall: "Install and verify",

  route: "In front of the shop",
  routeBest: "Pages arrive already made for their visitor. Needs the shop’s DNS at Cloudflare.",
  atCloudflare: "The shop’s DNS is at Cloudflare",
  notAtCloudflare: "The shop’s DNS is elsewhere",
  routeStep1: "In Cloudflare’s dashboard, open Workers & Pages, and there the Worker named",
  routeStep2: "Under Settings, Domains & Routes, add a route for {host}:",
  routeStep2Zone:
    "Its zone is the domain that the host belongs to. The host’s DNS record has to be proxied (the orange cloud).",
  routeStep3: "Leave the shop’s own server as it is. Under Settings, this shop’s origin stays empty.",
  routeStep4: "Verify below. To undo it all, remove the route.",
  elsewhereStep1:
    "Add the domain to Cloudflare: Add a domain, the free plan is enough. It copies the records that there are.",
  elsewhereStep2:
    "At the company that the domain was bought from, set the two name servers that Cloudflare shows. It takes from some minutes to a day, and the shop stays open.",
  elsewhereStep3: "Go on with the steps above. Where the DNS cannot be moved, paste the line instead.",

  paste: "A line in its pages",
  pasteBest: "For shops that cannot be moved behind Cloudflare. What rules change is changed in the browser.",
  pasteTag: "Paste this as the first line of the head of every page:",
  pasteAt: "Edgewise answers at {host}, so that host still needs a route.",
  pasteCover:
    "Where nobody is to see a page as it was before, paste this above it. What rules change is hidden then until it is changed, for 0.3 seconds at most. Browsers wait for this script as they wait for a style sheet.",
  pasteHosts: "Pages of these hosts may use it: {hosts}.",
  noPasteHosts: "No other host may use it yet. Name the hosts of those pages first.",
  pasteSettings: "Hosts of pasted pages",
  pastePolicy: "Where pages have a Content-Security-Policy, allow this host in script-src and connect-src:",
  shopify: "Shopify",
  shopifyHow:
    "Online Store, Themes, Edit code: in theme.liquid, right after the tag <head>. Set the platform to Shopify under Settings, and carts and consent are heard too.",
  woocommerce: "WooCommerce",
  woocommerceHow:
    "In the child theme’s functions.php, print it in the action wp_head with priority 0; or use a plugin for header scripts. Empty the page cache afterwards.",
  magento: "Magento 2",
  magentoHow:
    "Content, Design, Configuration, the store view, HTML Head: Scripts and Style Sheets. Flush the cache afterwards.",
  tagManager: "Google Tag Manager",
  tagManagerHow:
    "It takes attributes off pasted tags, so use this as a Custom HTML tag, on All Pages. It comes later than a line in the head: what rules change may be seen changing.",

  local: "See it first",
  localBody:
    "Your shop through Edgewise, on your own machine, before anything is changed: nobody else sees it. In the folder of Edgewise:",

  copy: "Copy",
  copyWhat: "Copy {what}",
  copied: "Copied.",
  cannotCopy: "The browser did not let it be copied. Select it and copy it by hand.",
  whatWorker: "the name of the Worker",
  whatRoute: "the route",
  whatTag: "the line",
  whatCover: "the line that goes above it",
  whatSource: "the host",
  whatTagManager: "the Custom HTML tag",
  whatCommand: "the command",

  verify: "Verify",
  verifyIntro: "The page is fetched as anybody would see it, and then a browser has to be heard from it.",
  page: "Page to look at",
  pageHint: "On {hosts}.",
  verifyNow: "Verify now",
  looking: "Looking at the page…",
  tagFound: "The page has what it needs.",
  waiting:
    "Waiting for a browser: open the page in another tab. {seconds, plural, one {# second} other {# seconds}} left.",
  openPage: "Open the page",
  works: "It works. The page has what it needs, and a browser was heard {when}.",
  makeRule: "Make a rule",
  faults:
    "{count, plural, one {One thing is to be mended:} other {# things are to be mended, the first of them first:}}",
  suspicions: "The page has what it needs, but no browser was heard within 15 seconds. The likeliest first:",
  seen: "Seen:",
  viewers: "Owners and marketers can verify it here.",

  switched_off: "Edgewise is switched off on this shop.",
  switched_off_fix: "Press Switch on, at the top of this page.",
  never_published: "Nothing was ever published, so Edgewise leaves pages alone.",
  never_published_fix: "Press Review and publish at the top of this page, or save the shop’s settings once.",
  unreachable: "Nobody answers there.",
  unreachable_fix:
    "Check the address, its DNS record and its certificate. If the shop refuses requests without a browser, let them in for this page.",
  too_slow: "The page did not come within 6 seconds.",
  too_slow_fix: "Try again, or look at a quicker page.",
  elsewhere: "The page leads to a host that this shop does not name.",
  elsewhere_fix: "If that host is the shop’s own, add it to its hosts in the settings.",
  too_many_redirects: "The page leads from one address to the next without end.",
  too_many_redirects_fix:
    "Look at an address that answers with a page. Behind a route, an origin that insists on another host does this.",
  page_error: "The page answers with an error.",
  page_error_fix: "Look at a page that everybody can open without signing in.",
  no_page: "What comes from there is no page.",
  no_page_fix: "Look at a page of the shop, not at a picture or a feed.",
  not_ours: "It is not Edgewise that answers on the shop’s host.",
  not_ours_fix:
    "Add the route as described above, and see that the host’s DNS record is proxied. A route that names another host, or one without /*, does not count.",
  cached: "A cache gives out an old copy of the page. Past the cache it has the line.",
  cached_fix: "Empty the cache: of the shop’s platform, its plugin, or the network before it.",
  held: "The line is there, but something keeps it from running: a consent tool, most likely.",
  held_fix:
    "Take it out of the tool’s blocking, and let Edgewise ask instead: set consent to “asked” in the settings and paste the line from this page. It then waits by itself.",
  wrong_key: "The line is of another shop.",
  wrong_key_fix: "Paste the line from this page: its site is part of it.",
  wrong_address: "The line leads to a place where Edgewise does not answer for this shop.",
  wrong_address_fix:
    "Paste the line from this page. If the prefix was changed, lines pasted before have to follow.",
  insertion_off: "The page comes through Edgewise, but its script is switched off for this shop.",
  insertion_off_fix: "Switch on “Insert the script” in the settings.",
  tag_missing: "The page does not have the line.",
  tag_missing_fix:
    "Paste it into the head of the template that all pages share, publish that, and look again. Behind a route, see that this page goes through it.",
  policy_script: "The page’s Content-Security-Policy forbids the script.",
  policy_script_fix: "Add {host} to script-src.",
  policy_connection: "The page’s Content-Security-Policy lets the script run, but not send.",
  policy_connection_fix: "Add {host} to connect-src.",
  consent_tool: "A consent tool on the page may hold the script back until somebody agrees.",
  consent_tool_fix: "Agree in its banner and see whether a browser is heard then. If so, nothing is wrong.",
  consent_asked: "This shop asks for consent, and nobody has agreed yet.",
  consent_asked_fix:
    "Agree on the page. If nothing is heard then, see in the settings which banner is believed.",
  blocked: "An ad blocker, or Global Privacy Control, in the browser that you tried.",
  blocked_fix:
    "Open the page in a private window without extensions. Blockers that know the path can be avoided with another prefix in the settings.",
  mend: "To the settings",
});
