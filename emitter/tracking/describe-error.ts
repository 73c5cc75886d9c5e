/** What an event's metadata says about an error. */
export type ErrorText = { error: string; error_name?: string; error_stack?: string };

/** An error's message and name, and its stack only if asked for; of what is no error, its text. Never throws. */
export function describeError(error: unknown, withStack: boolean): ErrorText {
  try {
    if (typeof error !== "object" || error === null) return { error: String(error) };
    const { message, name, stack } = error as { message?: unknown; name?: unknown; stack?: unknown };
    return {
      error: typeof message === "string" ? message : (JSON.stringify(error) ?? String(error)),
      ...(typeof name === "string" && name !== "" && { error_name: name }),
      ...(withStack && typeof stack === "string" && { error_stack: stack }),
    };
  } catch {
    return { error: "What was thrown can't be read." };
  }
}
