import { TextInput } from "@/components/ui/text-input";
import { passwordCharactersMin } from "@/lib/contract/limits";

/** The field of a password that takes the place of another, or of none. */
export function NewPasswordInput({ error }: { error: string | undefined }) {
  return (
    <TextInput
      label="New password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={passwordCharactersMin}
      required
      error={error}
      hint={`At least ${passwordCharactersMin} characters, no other rule. Your other logins end.`}
    />
  );
}
