import { type ReactNode, useId } from "react";

type FieldProps = {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  children: (input: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }) => ReactNode;
};

/** Label above, control, then what is wrong with it or, while nothing is, the hint. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": note ? noteId : undefined })}
      {note && (
        <p id={noteId} className={error ? "fault" : "hint"}>
          {note}
        </p>
      )}
    </div>
  );
}
