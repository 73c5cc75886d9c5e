import { BellPlus, Clock, Keyboard, KeyRound, Link2, LogOut, Plus, UserPlus, Webhook } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { copyText } from "@/components/ui/copy-text";
import { toast } from "@/components/ui/toaster";
import { openShellDialog } from "@/lib/browser/shell-dialog";
import { type ChoiceEntry, fits } from "./choice-dialog";
import { logOut } from "./log-out";
import { themes } from "./themes";

/** What can be done from everywhere. */
export function useActionEntries(workspace: string, typed: string): ChoiceEntry[] {
  const router = useRouter();
  const { theme: chosen, setTheme } = useTheme();
  const copyLink = async () => {
    const ok = await copyText(location.href);
    toast(ok ? "Link copied" : "The browser refused to copy. Copy the address by hand.");
  };
  const actions: ChoiceEntry[] = [
    { key: "link", text: "Copy a link to this page", Icon: Link2, run: () => void copyLink() },
    { key: "key", text: "Create a key", Icon: KeyRound, run: () => router.push(`/w/${workspace}/settings/keys`) },
    {
      key: "invite",
      text: "Invite somebody",
      Icon: UserPlus,
      run: () => router.push(`/w/${workspace}/settings/people`),
    },
    {
      key: "rule",
      text: "Make a rule",
      Icon: BellPlus,
      run: () => router.push(`/w/${workspace}/settings/rules?edit=new`),
    },
    {
      key: "webhook",
      text: "Add a webhook",
      Icon: Webhook,
      run: () => router.push(`/w/${workspace}/settings/webhooks`),
    },
    { key: "workspace", text: "New workspace", Icon: Plus, run: () => router.push("/workspaces/new") },
    ...themes.map(({ theme, text, Icon }) => ({
      key: `theme-${theme}`,
      text: `Theme: ${text.toLowerCase()}`,
      Icon,
      isChosen: chosen === theme,
      run: () => setTheme(theme),
    })),
    { key: "zone", text: "Choose the time zone", Icon: Clock, run: () => openShellDialog("zone") },
    { key: "keys", text: "Show the keys", hint: "?", Icon: Keyboard, run: () => openShellDialog("keys") },
    { key: "log-out", text: "Log out", Icon: LogOut, run: () => void logOut() },
  ];
  return actions.filter(({ text }) => fits(typed, text));
}
