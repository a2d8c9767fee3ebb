import "./sign-in.css";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { Button } from "../ui/button.tsx";
import { EdgewiseMark } from "../ui/icons.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { t } from "./messages.ts";
import { user } from "./session.ts";

type Step =
  | { name: "signing-in" }
  | { name: "no-link" }
  | { name: "bad-link" }
  | { name: "failed"; because: string };

/** Where a sign-in link leads: uses its token once, or says how to get a new link. */
export function SignInScreen() {
  const { query, route } = useLocation();
  const token = useRef(query.token);
  const step = useSignal<Step>({ name: token.current === undefined ? "no-link" : "signing-in" });

  const signIn = async () => {
    if (token.current === undefined) return;
    step.value = { name: "signing-in" };
    try {
      const answer = await api("POST /session", { body: { token: token.current } });
      user.value = answer.user;
      route("/rules", true);
    } catch (thrown) {
      const refused = thrown instanceof ApiError && thrown.status >= 400 && thrown.status < 500;
      if (!refused) step.value = { name: "failed", because: messageOf(thrown) };
      else if (await hasSession()) route("/rules", true);
      else step.value = { name: "bad-link" };
    }
  };

  useEffect(() => {
    // Before anything else: neither the history nor a shared screen may keep the token.
    if (token.current !== undefined) route("/sign-in", true);
    void signIn();
  }, []);

  return (
    <main class="sign-in" id="main">
      <div class="sign-in-card">
        <EdgewiseMark />
        <SignInStep step={step.value} onRetry={() => void signIn()} />
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

function SignInStep({ step, onRetry }: { step: Step; onRetry: () => void }) {
  switch (step.name) {
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
        <div>
          <PageHeading
            key={step.name}
            title={step.name === "no-link" ? t("noLinkTitle") : t("badLinkTitle")}
          />
          <p>{step.name === "no-link" ? t("noLink") : t("badLink")}</p>
          <p class="sign-in-how">{t.parts("getLink", { command: <code>npm start</code> })}</p>
        </div>
      );
  }
}
