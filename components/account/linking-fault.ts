/** What an `error` in the account page's address means: somebody came back from a provider that could not be linked. */
export function linkingFault(error: string): string {
  if (error === "taken") return "That account of the provider logs in somebody else here. Unlink it there first.";
  return "The provider could not be linked. Try again; if it goes on, the server's log says why.";
}
