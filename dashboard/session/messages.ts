import { translated } from "../text/translated.ts";

export const t = translated("session", {
  title: "Sign in",
  signingIn: "Signing you in…",
  badLink: "This sign-in link does not work any more. A link works once, and only for a while.",
  failedTitle: "You could not be signed in",
  tryAgain: "Try again",
  passkey: "Sign in with a passkey",
  passkeyHint: "With your finger, your face or this device’s own code.",
  access: "Continue with Cloudflare Access",
  orPassword: "Or with a password",
  email: "E-mail",
  password: "Password",
  withPassword: "Sign in",
  noPasskeyUsed: "No passkey was used. Try again, or sign in another way.",
  cannotPasskey: "This browser could not use a passkey here. Sign in another way.",
  noWay: "Neither works?",
  askOwner: "Ask an owner for a sign-in link: they make one in Settings, under People.",
  runCommand:
    "Whoever runs Edgewise makes one with {local} on this machine, or with {remote} for the deployed one.",
  againTitle: "Is it still you?",
  again:
    "Changes like this one ask for a sign-in of the last 15 minutes. What you were doing goes on after it.",
  againAccess: "Sign in to Cloudflare Access again",
  cancel: "Cancel",
});
