// Apart from the schemas that hold to them: pages tell them beforehand, and schemas don't go to the browser.

/** How many items a page of a list has where nothing is asked for, and at most. */
export const pageLimitDefault = 50;
export const pageLimitMax = 1_000;

/** How many agents of a session are listed; `agents_total` counts all. */
export const sessionAgentsMax = 100;
/** How many sources, and how many projects, a session or a trace keeps. */
export const labelsMax = 100;

export const viewNameCharactersMax = 80;
export const passwordCharactersMin = 12;
/** To how many projects a member can be restricted. */
export const memberProjectsMax = 50;
/** How long an invitation waits. */
export const invitationDays = 7;
/** Days in which a deleted workspace can be read and restored. */
export const graceDays = 7;

/** The largest limit that a key can be given, in events a second; the same as of `SIGHTLINE_RATE_LIMIT`. */
export const rateLimitMax = 999_999_999;
/** Of a redaction rule of a workspace's own. */
export const rulePatternCharactersMax = 500;
/** Of a text that is shown as it would be kept. */
export const previewCharactersMax = 40_000;

export const retentionDaysMax = 3_650;
/** For how long the audit log is kept where nobody has said otherwise. */
export const auditKeptDaysUsual = 400;
/** Whoever covers something up should not be able to have it forgotten by tomorrow. */
export const auditKeptDaysMin = 30;
export const auditKeptDaysMax = 3_650;

/** For so long after it was opened a login is proof by itself, where there is no other. */
export const freshLoginMinutes = 10;
export const ruleNameCharactersMax = 80;
