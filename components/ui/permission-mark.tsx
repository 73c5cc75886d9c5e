import { Ban, Check } from "lucide-react";
import type { Permission } from "@/lib/contract/permission";

/** What was decided of an operation: a tick where only allowed, a ban where ever denied, its tint split where both. */
export function PermissionMark({ permission }: { permission: Pick<Permission, "allowed" | "denied"> | undefined }) {
  if (!permission) return <span aria-hidden className="mx n" />;
  const { allowed, denied } = permission;
  const Icon = denied > 0 ? Ban : Check;
  return (
    <span aria-hidden className={`mx ${denied === 0 ? "a" : allowed === 0 ? "d" : "m"}`}>
      <Icon className="i i12" />
    </span>
  );
}
