"use client";

import type { DialogProps } from "./dialog-content";
import { lateOver } from "./late";

export const Dialog = lateOver<DialogProps>(() => import("./dialog-content").then((module) => module.DialogContent));
