"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  { path: "keys", text: "API keys" },
  { path: "privacy", text: "Privacy" },
  { path: "retention", text: "Retention" },
  { path: "rules", text: "Rules" },
  { path: "webhooks", text: "Webhooks" },
  { path: "people", text: "People" },
  { path: "workspace", text: "Workspace" },
  { path: "audit", text: "Audit" },
] as const;

/** The pages of the settings. */
export function SettingsTabs({ workspace }: { workspace: string }) {
  const pathname = usePathname();
  return (
    <nav className="tabs" aria-label="Settings">
      {tabs.map(({ path, text }) => {
        const href = `/w/${workspace}/settings/${path}`;
        return (
          <Link key={path} href={href} aria-current={pathname === href ? "page" : undefined}>
            {text}
          </Link>
        );
      })}
    </nav>
  );
}
