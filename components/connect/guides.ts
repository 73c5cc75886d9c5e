import type { Guide } from "./guide";
import { claudeCode } from "./guides/claude-code";
import { codex } from "./guides/codex";
import { copilot } from "./guides/copilot";
import { cursor } from "./guides/cursor";
import { gemini } from "./guides/gemini";
import { opencode } from "./guides/opencode";
import { anyProgram, cloudEvents, openTelemetry, typescriptEmitter } from "./guides/programs";

/** What can report, the best known first. */
export const guides: readonly [Guide, ...Guide[]] = [
  claudeCode,
  codex,
  gemini,
  cursor,
  copilot,
  opencode,
  openTelemetry,
  cloudEvents,
  typescriptEmitter,
  anyProgram,
];
