import clsx from "clsx";
import type { ComponentProps } from "react";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: "plain" | "primary" | "ghost" | "danger";
  size?: "normal" | "small";
  pressed?: boolean;
};

export function Button({ variant = "plain", size = "normal", pressed, className, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-pressed={pressed}
      className={clsx("btn", variant !== "plain" && variant, size === "small" && "sm", pressed && "on", className)}
      {...rest}
    />
  );
}
