import { copyText } from "@/components/ui/copy-text";
import { toast } from "@/components/ui/toaster";

/** The address that opens an event by itself, whoever of the workspace follows it. */
export function eventLink(workspace: string, eventId: string): string {
  return `${location.origin}/w/${workspace}/events?event=${eventId}`;
}

/** Copies it, and says so. */
export async function copyLink(workspace: string, eventId: string): Promise<void> {
  const ok = await copyText(eventLink(workspace, eventId));
  toast(ok ? "Link copied" : "The browser refused to copy. The address bar has the link of the open event.");
}
