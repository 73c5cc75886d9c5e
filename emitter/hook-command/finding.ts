/** One thing that doctor looked at; what is not right says how to mend it. */
export type Finding = { about: string; level: "ok" | "note" | "wrong"; says: string; mend?: string };

export const fine = (about: string, says: string): Finding => ({ about, level: "ok", says });
export const note = (about: string, says: string, mend: string): Finding => ({ about, level: "note", says, mend });
export const wrong = (about: string, says: string, mend: string): Finding => ({ about, level: "wrong", says, mend });
