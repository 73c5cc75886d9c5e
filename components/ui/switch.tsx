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
    <input
      type="checkbox"
      role="switch"
      className="switch"
      aria-label={label}
      title={title}
      checked={checked}
      aria-checked={checked}
      disabled={disabled}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}
