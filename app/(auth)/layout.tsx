import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="door">
      <main>
        <p className="brand">
          <Logo />
          Sightline
        </p>
        <div className="card">{children}</div>
      </main>
    </div>
  );
}
