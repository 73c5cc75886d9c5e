import { late } from "@/components/ui/late";
import type { ValueListProps } from "./value-list";

export type ValuePickerProps = ValueListProps;

/** The values of a field to choose from, where somebody has asked for them. */
export const ValuePicker = late<ValuePickerProps>(() => import("./value-list").then((module) => module.ValueList));
