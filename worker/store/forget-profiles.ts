import { bucketOf } from "./sample-bucket.ts";

const told = "SELECT value ->> 'bucket' AS bucket, value ->> 'id' AS id FROM json_each(?2)";

const forgetKeys = `DELETE FROM profile_keys WHERE (site, key, bucket, profile) IN (
  SELECT p.site, k.value, p.bucket, p.id FROM (${told}) AS t
  CROSS JOIN profiles AS p ON p.site = ?1 AND p.bucket = t.bucket AND p.id = t.id
  CROSS JOIN json_each(p.keys) AS k
)`;

/**
 * Takes profiles out of the index, with all that they were found by, and their trials, of which the sums stay; what they tell later is written down again. Rows that
 * imports did not take go too, all of the site's: nobody can say whose they are.
 */
export async function forgetProfiles(db: D1Database, site: string, ids: readonly string[]): Promise<void> {
  const all = JSON.stringify(ids.map((id) => ({ bucket: bucketOf(id), id })));
  await db.batch([
    ...[
      forgetKeys,
      `DELETE FROM profiles WHERE site = ?1 AND (bucket, id) IN (${told})`,
      `DELETE FROM trials WHERE site = ?1 AND profile IN (SELECT id FROM (${told}))`,
      `DELETE FROM gone_profiles WHERE site = ?1 AND id IN (SELECT id FROM (${told}))`,
    ].map((sql) => db.prepare(sql).bind(site, all)),
    db.prepare("DELETE FROM import_rejections WHERE site = ?").bind(site),
  ]);
}
