import { Segmented } from "@/components/ui/segmented";
import type { Member } from "@/lib/contract/members";

type AudienceFieldsProps = {
  members: readonly Member[];
  audience: readonly string[] | null;
  error: string | undefined;
  onChange: (audience: readonly string[] | null) => void;
};

/** Who is told: everyone, or whom one picks. */
export function AudienceFields({ members, audience, error, onChange }: AudienceFieldsProps) {
  const toggle = (id: string) =>
    onChange(audience?.includes(id) ? audience.filter((one) => one !== id) : [...(audience ?? []), id]);
  return (
    <div>
      <p className="label">Whom</p>
      <Segmented
        label="Whom"
        value={audience === null ? "everyone" : "some"}
        options={[
          { value: "everyone", text: "Everyone" },
          { value: "some", text: "Some" },
        ]}
        onChange={(value) => onChange(value === "everyone" ? null : [])}
      />
      {audience !== null && (
        <fieldset className="checks" aria-label="Who is told">
          {members.map(({ id, name, email }) => (
            <label key={id}>
              <input
                type="checkbox"
                className="accent-accent"
                checked={audience.includes(id)}
                onChange={() => toggle(id)}
              />
              <span className="cut">{name ?? email}</span>
            </label>
          ))}
        </fieldset>
      )}
      {error && <p className="fault">{error}</p>}
    </div>
  );
}
