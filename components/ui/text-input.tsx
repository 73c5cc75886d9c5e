import type { ComponentProps, ReactNode } from "react";
import { Field } from "./field";

type TextInputProps = Omit<ComponentProps<"input">, "id" | "className"> & {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
};

export function TextInput({ label, error, hint, ...rest }: TextInputProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(input) => <input {...rest} {...input} className="input" />}
    </Field>
  );
}
