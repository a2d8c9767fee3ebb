import type { SignedInUser } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { usePasskey } from "./use-passkey.ts";

/** Each signs somebody in, or throws an error with a sentence for them. */
export const signInBy = {
  async passkey(): Promise<SignedInUser> {
    const { options } = await api("POST /session/passkey/options");
    const { id, rawId, response } = await usePasskey(({ startAuthentication }) =>
      startAuthentication({ optionsJSON: options }),
    );
    const { clientDataJSON, authenticatorData, signature } = response;
    const body = {
      id,
      rawId,
      type: "public-key" as const,
      response: { clientDataJSON, authenticatorData, signature },
    };
    return (await api("POST /session/passkey", { body })).user;
  },

  async password(email: string, password: string): Promise<SignedInUser> {
    return (await api("POST /session/password", { body: { email, password } })).user;
  },

  async access(): Promise<SignedInUser> {
    return (await api("POST /session/access")).user;
  },

  async link(token: string): Promise<SignedInUser> {
    return (await api("POST /session", { body: { token } })).user;
  },
};
