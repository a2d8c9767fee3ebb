import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { SignedInUser } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { KeyIcon } from "../ui/key-icon.tsx";
import { t } from "./messages.ts";
import { signInBy } from "./sign-in.ts";

export interface WaysToSignInProps {
  onSignedIn: (user: SignedInUser) => void;
  /** What to say before anybody tried. */
  problem?: string;
  /** Another way, below the passkey. */
  children?: ComponentChildren;
}

/** A passkey first, then a password. */
export function WaysToSignIn({ onSignedIn, problem: before = "", children }: WaysToSignInProps) {
  const busy = useSignal<"passkey" | "password" | null>(null);
  const problem = useSignal(before);
  const email = useSignal("");
  const password = useSignal("");

  const attempt = async (way: "passkey" | "password", signIn: () => Promise<SignedInUser>) => {
    if (busy.peek() !== null) return;
    busy.value = way;
    problem.value = "";
    try {
      onSignedIn(await signIn());
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
    busy.value = null;
  };
  return (
    <div class="ways">
      {problem.value !== "" && (
        <p class="notice notice-bad" role="alert">
          {problem.value}
        </p>
      )}
      <div class="way">
        <Button
          look="primary"
          busy={busy.value === "passkey"}
          onClick={() => void attempt("passkey", () => signInBy.passkey())}
        >
          <KeyIcon />
          {t("passkey")}
        </Button>
        <p class="hint">{t("passkeyHint")}</p>
      </div>
      {children}
      <form
        class="way"
        aria-label={t("orPassword")}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void attempt("password", () => signInBy.password(email.peek(), password.peek()));
        }}
      >
        <p class="way-or">{t("orPassword")}</p>
        <Field
          label={t("email")}
          type="email"
          autoComplete="username"
          value={email.value}
          onValue={(value) => (email.value = value)}
        />
        <Field
          label={t("password")}
          type="password"
          autoComplete="current-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
        />
        <Button type="submit" busy={busy.value === "password"}>
          {t("withPassword")}
        </Button>
      </form>
    </div>
  );
}
