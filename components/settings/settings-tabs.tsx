"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "@/components/ui/link";

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
  const nav = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the screen, and the page's own may lie outside of it.
  useEffect(() => {
    nav.current?.querySelector(`[href="${pathname}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav ref={nav} className="tabs" aria-label="Settings">
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
