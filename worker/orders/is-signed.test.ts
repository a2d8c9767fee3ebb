import { expect, it } from "vitest";
import { isSigned } from "./is-signed.ts";
import { signed } from "../testing/signed-order.ts";

const nowMs = Date.UTC(2026, 10, 22, 9, 30);
const body = '{"id": 1,  "note": "Ünicode"}';

it("believes the example of Standard Webhooks' own libraries, within five minutes", async () => {
  const webhook = {
    headers: new Headers({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1a,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }),
    body: '{"test": 2432232314}',
  };
  const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
  const sentAtMs = 1614265330_000;
  expect(await isSigned("generic", webhook, secrets, sentAtMs + 5 * 60_000)).toBe(true);
  expect(await isSigned("medusa", webhook, secrets, sentAtMs - 5 * 60_000)).toBe(true);
  expect(await isSigned("generic", webhook, secrets, sentAtMs + 5 * 60_000 + 1)).toBe(false);
  expect(await isSigned("generic", { ...webhook, body: `${webhook.body} ` }, secrets, sentAtMs)).toBe(false);
  expect(await isSigned("generic", webhook, [], sentAtMs)).toBe(false);
});

it.each(["shopify", "woocommerce", "medusa", "generic"] as const)(
  "believes what a shop on %s signed with the secret of now or the one before, and nothing else",
  async (platform) => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    const headers = await signed(platform, secret, body, nowMs);
    expect(await isSigned(platform, { headers, body }, [other, secret], nowMs)).toBe(true);
    expect(await isSigned(platform, { headers, body }, [other], nowMs)).toBe(false);
    expect(await isSigned(platform, { headers, body: body.replace("1", "2") }, [secret], nowMs)).toBe(false);
    expect(await isSigned(platform, { headers: new Headers(), body }, [secret], nowMs)).toBe(false);
    const garbage = new Headers([...headers].map(([name]) => [name, "!"]));
    expect(await isSigned(platform, { headers: garbage, body }, [secret], nowMs)).toBe(false);
  },
);
