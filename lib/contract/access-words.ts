import type { Access } from "./access";

/** Who may call, in words: for the reference of the API and for docs/security.md. */
export function accessWords(access: Access): string {
  if (access === null) return "Anybody";
  if (access === "viewer") return "Whoever is logged in, about themselves; keys are refused";
  if ("token" in access) return `The operator's token ${access.token}`;
  const { scope, role } = access;
  const person = role === null ? null : `${role === "admin" || role === "owner" ? "an" : "a"} ${role} by login`;
  if (scope === null) return person === null ? "Nobody" : `${capitalised(person)}; keys are refused`;
  return `A key with the scope ${scope}${person === null ? "" : `, or ${person}`}`;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
