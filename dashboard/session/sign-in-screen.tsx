import "./sign-in.css";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useEffect, useRef } from "preact/hooks";
import type { SignedInUser } from "../../worker/api/contract.ts";
import { ApiError, messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { Button } from "../ui/button.tsx";
import { EdgewiseMark } from "../ui/icons.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { pathTo } from "./path-to.ts";
import { signInPath } from "./sign-in-path.ts";
import { signInBy } from "./sign-in.ts";
import { user } from "./session.ts";
import { WaysToSignIn } from "./ways-to-sign-in.tsx";

type Step =
  | { name: "asking" }
  | { name: "signing-in" }
  | { name: "ways"; access: boolean; problem: string }
  | { name: "failed"; because: string };

/**
 * `/sign-in`: whoever follows a link is signed in by it, whoever comes through Cloudflare Access by that; all others choose.
 * `?to=`: where they were, and are brought back to. `?out`: somebody has just signed out, and Access does not sign them in again by itself.
 */
export function SignInScreen() {
  const { query, route } = useLocation();
  const asked = useRef({
    token: query["token"],
    out: query["out"] !== undefined,
    to: pathTo(query["to"], location.origin),
  });
  const step = useSignal<Step>({ name: "asking" });

  const goOn = (who: SignedInUser) => {
    user.value = who;
    route(asked.current.to, true);
  };
  const choose = async (problem: string) => {
    const { access } = await api("GET /session/ways").catch(() => ({ access: false }));
    step.value = { name: "ways", access, problem };
    return access;
  };
  const byAccess = async () => {
    step.value = { name: "signing-in" };
    try {
      goOn(await signInBy.access());
    } catch (thrown) {
      step.value = { name: "ways", access: true, problem: messageOf(thrown) };
    }
  };
  const byLink = async (token: string) => {
    try {
      goOn(await signInBy.link(token));
    } catch (thrown) {
      const refused = thrown instanceof ApiError && thrown.status >= 400 && thrown.status < 500;
      if (!refused) step.value = { name: "failed", because: messageOf(thrown) };
      else if (await hasSession()) route(asked.current.to, true);
      else await choose(thrown.code === "link_expired" ? t("badLink") : thrown.message);
    }
  };
  const start = async () => {
    const { token, out } = asked.current;
    step.value = { name: token === undefined ? "asking" : "signing-in" };
    if (token !== undefined) return byLink(token);
    if ((await choose("")) && !out) await byAccess();
  };
  useEffect(() => {
    // Before anything else: neither the history nor a shared screen may keep the token.
    if (asked.current.token !== undefined)
      route(signInPath(new URL(asked.current.to, location.origin)), true);
    void start();
  }, []);

  return (
    <main class="sign-in" id="main">
      <div class="sign-in-card">
        <EdgewiseMark />
        <SignInStep
          step={step.value}
          onRetry={() => void start()}
          onAccess={() => void byAccess()}
          onSignedIn={goOn}
        />
      </div>
    </main>
  );
}

/** Pressing the same link twice is common: whoever is signed in already just goes on. */
async function hasSession(): Promise<boolean> {
  try {
    await api("GET /session");
    return true;
  } catch {
    return false;
  }
}

interface SignInStepProps {
  step: Step;
  onRetry: () => void;
  onAccess: () => void;
  onSignedIn: (user: SignedInUser) => void;
}

function SignInStep({ step, onRetry, onAccess, onSignedIn }: SignInStepProps) {
  switch (step.name) {
    case "asking":
      return (
        <div>
          <PageHeading key="asking" title={t("title")} />
          <Skeleton lines={3} />
        </div>
      );
    case "signing-in":
      return (
        <div role="status">
          <PageHeading key="signing-in" title={t("title")}>
            {t("signingIn")}
          </PageHeading>
        </div>
      );
    case "failed":
      return (
        <div role="alert">
          <PageHeading key="failed" title={t("failedTitle")} />
          <p>{step.because}</p>
          <Button look="primary" onClick={onRetry}>
            {t("tryAgain")}
          </Button>
        </div>
      );
    default:
      return (
        <>
          <PageHeading key="ways" title={t("title")} />
          <WaysToSignIn key={step.problem} problem={step.problem} onSignedIn={onSignedIn}>
            {step.access && (
              <div class="way">
                <Button onClick={onAccess}>{t("access")}</Button>
              </div>
            )}
          </WaysToSignIn>
          <details class="sign-in-how">
            <summary>{t("noWay")}</summary>
            <p>{t("askOwner")}</p>
            <p>
              {t.parts("runCommand", {
                local: <code>npm start</code>,
                remote: <code>npm run sign-in-link</code>,
              })}
            </p>
          </details>
        </>
      );
  }
}
