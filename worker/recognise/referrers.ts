/** A site that sends visitors, in the words of GA4: `organic` for search engines. */
interface KnownReferrer {
  source: string;
  medium: "organic" | "social" | "email";
  /** Of a search engine: the parameter that holds what was searched for, where it sends that at all. */
  termParameter?: string;
}

/** Hosts exactly, without `www.`: what is found under another host's name is not theirs. */
const byHost: ReadonlyMap<string, KnownReferrer> = new Map([
  ...hosts(
    "organic",
    {
      bing: ["bing.com", "cn.bing.com", "m.bing.com", "com.microsoft.bing"],
      duckduckgo: [
        "duckduckgo.com",
        "html.duckduckgo.com",
        "lite.duckduckgo.com",
        "com.duckduckgo.mobile.android",
      ],
      ecosia: ["ecosia.org"],
      qwant: ["qwant.com", "lite.qwant.com"],
      brave: ["search.brave.com"],
      kagi: ["kagi.com"],
      aol: ["search.aol.com", "search.aol.co.uk"],
      ask: ["ask.com"],
      mojeek: ["mojeek.com", "mojeek.co.uk"],
      swisscows: ["swisscows.com"],
      google: ["com.google.android.googlequicksearchbox"],
    },
    "q",
  ),
  ...hosts("organic", { startpage: ["startpage.com", "eu.startpage.com", "us.startpage.com"] }, "query"),
  ...hosts("organic", { baidu: ["baidu.com", "m.baidu.com"] }, "wd"),
  ...hosts("organic", { naver: ["search.naver.com", "m.search.naver.com"] }, "query"),
  ...hosts("organic", { seznam: ["search.seznam.cz"], daum: ["search.daum.net"] }, "q"),
  ...hosts("organic", { sogou: ["sogou.com", "m.sogou.com"] }, "query"),
  ...hosts("social", {
    facebook: [
      "facebook.com",
      "m.facebook.com",
      "l.facebook.com",
      "lm.facebook.com",
      "fb.me",
      "com.facebook.katana",
    ],
    messenger: ["messenger.com", "l.messenger.com"],
    instagram: ["instagram.com", "l.instagram.com", "com.instagram.android"],
    threads: ["threads.net", "threads.com", "l.threads.net", "l.threads.com"],
    tiktok: ["tiktok.com", "m.tiktok.com", "vm.tiktok.com"],
    x: ["x.com", "twitter.com", "mobile.twitter.com", "t.co", "com.twitter.android"],
    youtube: ["youtube.com", "m.youtube.com", "youtu.be", "com.google.android.youtube"],
    linkedin: ["linkedin.com", "lnkd.in", "com.linkedin.android"],
    reddit: ["reddit.com", "old.reddit.com", "out.reddit.com", "com.reddit.frontpage"],
    whatsapp: ["whatsapp.com", "web.whatsapp.com", "wa.me", "com.whatsapp"],
    telegram: ["t.me", "telegram.org", "web.telegram.org", "org.telegram.messenger"],
    snapchat: ["snapchat.com", "com.snapchat.android"],
    bluesky: ["bsky.app", "go.bsky.app"],
    discord: ["discord.com", "com.discord"],
    tumblr: ["tumblr.com", "t.umblr.com"],
    quora: ["quora.com"],
    vk: ["vk.com", "m.vk.com", "away.vk.com"],
    weibo: ["weibo.com", "m.weibo.cn"],
  }),
  ...hosts("email", {
    gmail: ["mail.google.com", "com.google.android.gm"],
    outlook: [
      "outlook.live.com",
      "outlook.office.com",
      "outlook.office365.com",
      "com.microsoft.office.outlook",
    ],
    aol: ["mail.aol.com"],
    gmx: ["mail.gmx.net", "navigator.gmx.net", "deref-gmx.net", "deref-gmx.com"],
    "web.de": ["navigator.web.de", "deref-web.de"],
    proton: ["mail.proton.me"],
    fastmail: ["app.fastmail.com"],
    zoho: ["mail.zoho.com", "mail.zoho.eu"],
    "mail.ru": ["e.mail.ru"],
  }),
]);

/** Those that have a host of their own in many countries, such as `google.co.uk`. */
const inManyCountries: readonly [RegExp, KnownReferrer][] = [
  [/^(?:m\.|images\.)?google\.(?:com|cat|[a-z]{2}|com?\.[a-z]{2})$/, engine("google", "q")],
  [/^(?:[a-z]{1,2}\.){0,2}search\.yahoo\.(?:com|co\.jp)$/, engine("yahoo", "p")],
  [/^yahoo\.(?:com|co\.jp)$/, engine("yahoo", "p")],
  [/^(?:m\.)?(?:yandex\.(?:com|[a-z]{2}|com\.[a-z]{2})|ya\.ru)$/, engine("yandex", "text")],
  [/^(?:[a-z]{2}\.)?pinterest\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/, { source: "pinterest", medium: "social" }],
  [/^(?:[a-z]{2}-[a-z]{2}|[a-z]{2})\.facebook\.com$/, { source: "facebook", medium: "social" }],
  [/^[a-z]{2}\.linkedin\.com$/, { source: "linkedin", medium: "social" }],
  [/^(?:[a-z0-9]+\.)?mail\.yahoo\.(?:com|co\.jp)$/, { source: "yahoo", medium: "email" }],
];

/**
 * The search engine, social network or webmail with this host.
 * @param host in lower case, without `www.`; of an Android app, its package's name.
 */
export function knownReferrer(host: string): KnownReferrer | undefined {
  return byHost.get(host) ?? inManyCountries.find(([pattern]) => pattern.test(host))?.[1];
}

function engine(source: string, termParameter: string): KnownReferrer {
  return { source, medium: "organic", termParameter };
}

function hosts(
  medium: KnownReferrer["medium"],
  bySource: Readonly<Record<string, readonly string[]>>,
  termParameter?: string,
): [string, KnownReferrer][] {
  return Object.entries(bySource).flatMap(([source, names]) => {
    const known = { source, medium, ...(termParameter === undefined ? {} : { termParameter }) };
    return names.map((name): [string, KnownReferrer] => [name, known]);
  });
}
