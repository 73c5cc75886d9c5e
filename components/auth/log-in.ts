import { signIn } from "next-auth/react";

/** The first step, with e-mail and password; null when it worked, else what went wrong, in words. */
export function logIn(email: string, password: string): Promise<string | null> {
  return tryStep("credentials", { email, password }, "E-mail or password is wrong.");
}

/** The second step, for whose first one worked; the same. */
export function enterCode(code: string): Promise<string | null> {
  return tryStep("second-step", { code }, "The code is wrong, or was used already. If this goes on, start again.");
}

async function tryStep(provider: string, values: Record<string, string>, refused: string): Promise<string | null> {
  let answer: Awaited<ReturnType<typeof signIn>>;
  try {
    // next-auth reads an error from where it would go on to: that must not be this page, whose address may hold an old one.
    answer = await signIn(provider, { ...values, redirect: false, callbackUrl: "/" });
  } catch {
    return "The server can't be reached. Check the connection, then try again.";
  }
  if (answer?.ok && !answer.error) return null;
  if (answer?.status === 429 || /throttled|too.?many/i.test(answer?.error ?? "")) {
    return "Too many attempts. Wait a minute, then try again.";
  }
  if (answer?.status === 503) return "The server's database is away just now. Try again in a few seconds.";
  if (answer?.status === 401 || answer?.error === "CredentialsSignin") return refused;
  return "The login did not work. Try again; if it goes on, the server's log says why.";
}
