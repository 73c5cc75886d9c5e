import { Switch as Primitive } from "radix-ui";

type SwitchProps = {
  label: string;
  checked: boolean;
  disabled?: boolean;
  title?: string | undefined;
  onChange: (checked: boolean) => void;
};

/** On or off, at once. */
export function Switch({ label, checked, disabled = false, title, onChange }: SwitchProps) {
  return (
    <Primitive.Root
      className="switch"
      aria-label={label}
      title={title}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
    >
      <Primitive.Thumb />
    </Primitive.Root>
  );
}
