/** Somebody with a workspace of their own and a key that may do everything in it. */
export type Account = { email: string; password: string; workspace: string; apiKey: string };

export const ana: Account = {
  email: "ana@example.com",
  password: "correct-horse-battery",
  workspace: "harbor",
  apiKey: "harbor-key-0123456789",
};

export const ben: Account = {
  email: "ben@example.com",
  password: "staple-of-the-lagoon",
  workspace: "lagoon",
  apiKey: "lagoon-key-0123456789",
};

/** The settings with which a start makes the account. */
export function settingsFor(account: Account): Record<string, string> {
  return {
    SIGHTLINE_INIT_EMAIL: account.email,
    SIGHTLINE_INIT_PASSWORD: account.password,
    SIGHTLINE_INIT_WORKSPACE: account.workspace,
    SIGHTLINE_INIT_API_KEY: account.apiKey,
    // Where journeys have their receivers.
    SIGHTLINE_WEBHOOK_ALLOWED_HOSTS: "127.0.0.1",
  };
}
