/**
 * How much is kept of what comes by a key. `full`: all of it. `redacted`: all but secrets, which are masked. `metadata`: facts
 * only (who, what kind, when, how it ended, how long, how much), and of these no secret either.
 */
export const keyPrivacies = ["full", "redacted", "metadata"] as const;
export type KeyPrivacy = (typeof keyPrivacies)[number];

/** The same in a few words, after "keeps". */
export const privacyMeaning: Readonly<Record<KeyPrivacy, string>> = {
  full: "everything, as it was sent",
  redacted: "everything but secrets, which are masked",
  metadata: "facts only: who, what kind, when, how long, how it ended",
};
