const names: Readonly<Record<string, string>> = { github: "GitHub", google: "Google", oidc: "Single sign-on" };

/** What a provider is called. */
export function providerName(provider: string): string {
  return names[provider] ?? provider;
}
