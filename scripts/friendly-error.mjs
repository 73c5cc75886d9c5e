// @ts-check
/** An error whose message alone is what the person at the console needs: it is printed without a stack. */
export class FriendlyError extends Error {
  friendly = true;
}
