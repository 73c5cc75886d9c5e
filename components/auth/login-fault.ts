const words: Readonly<Record<string, string>> = {
  unverified: "The provider has not verified your e-mail address. Verify it there, then try again.",
  unconfirmed:
    "An account here has that address, and nobody has confirmed it yet. Log in with its password, or have a link for a new one sent.",
  uninvited: "Nobody here has that e-mail address. Ask an admin to invite you.",
  unavailable: "The server's database is away just now. Try again in a few seconds.",
  AccessDenied: "The provider did not let you in.",
  OAuthSignin: "The provider can't be reached just now. Try again in a few seconds.",
};

/** What an `error` in the login page's address means; null without one. */
export function loginFault(error: string | null): string | null {
  if (error === null) return null;
  return words[error] ?? "The login did not work. Try again; if it goes on, the server's log says why.";
}
