import clsx from "clsx";
import { Button, type ButtonProps } from "./button";

/** A button that is only an icon: the label is its name and its hint. */
export function IconButton({ label, className, ...rest }: Omit<ButtonProps, "aria-label"> & { label: string }) {
  return <Button variant="ghost" aria-label={label} title={label} className={clsx("icon", className)} {...rest} />;
}
