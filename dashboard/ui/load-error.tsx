import type { ApiError } from "../api/api-error.ts";
import { Button } from "./button.tsx";
import { t } from "./messages.ts";

/** What could not be loaded, why, and a way to try again; of what is not there, that alone: no other try would find it. */
export function LoadError({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  if (error.code === "not_found")
    return (
      <section class="notice" role="alert">
        <h2>{t("notThere")}</h2>
        <p>{error.message}</p>
      </section>
    );
  return (
    <section class="load-error" role="alert">
      <h2>{t("couldNotLoad")}</h2>
      <p>{error.message}</p>
      {error.requestId !== "" && <p class="hint">{t("requestId", { id: error.requestId })}</p>}
      <Button onClick={onRetry}>{t("tryAgain")}</Button>
    </section>
  );
}
