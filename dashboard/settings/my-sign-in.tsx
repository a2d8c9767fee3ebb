import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { LoadError } from "../ui/load-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AboutYou } from "./about-you.tsx";
import { Passkeys } from "./passkeys.tsx";
import { Password } from "./password.tsx";
import { Sessions } from "./sessions.tsx";

/** Whoever is signed in: how they are called, how they sign in, and where they are. */
export function MySignIn() {
  const { loaded, reload } = useLoad("me", () => api("GET /me"));
  const { data: me, error } = loaded.value;
  if (error !== undefined) return <LoadError error={error} onRetry={reload} />;
  if (me === undefined) return <Skeleton lines={6} />;
  return (
    <>
      <Passkeys passkeys={me.passkeys} onChange={reload} />
      <AboutYou name={me.name} email={me.email} onChange={reload} />
      <Password setAt={me.passwordSetAt} email={me.email} onChange={reload} />
      <Sessions sessions={me.sessions} onChange={reload} />
    </>
  );
}
