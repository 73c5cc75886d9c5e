// @ts-check
/**
 * Ends the process with one sentence on stderr. DEBUG shows the whole error instead.
 * @param {unknown} error
 * @returns {never}
 */
export function reportAndExit(error) {
  const friendly = error instanceof Error && ("friendly" in error || error.name === "SettingsError");
  const message = error instanceof Error ? error.message : String(error);
  if (process.env.DEBUG) console.error(error);
  else console.error(friendly ? message : `Sightline could not start: ${message} (DEBUG=1 shows where.)`);
  process.exit(1);
}
