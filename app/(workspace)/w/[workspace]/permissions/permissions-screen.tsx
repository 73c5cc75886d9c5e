"use client";

import { PermissionBoard } from "@/components/permissions/permission-board";
import { BehindNote } from "@/components/shell/behind-note";
import { TopBar } from "@/components/shell/top-bar";

export function PermissionsScreen({ workspace }: { workspace: string }) {
  return (
    <>
      <TopBar title="Permissions" note="who may do what" />
      <BehindNote workspace={workspace} models={["permissions"]} />
      <main className="scroll">
        <div className="page flex h-full max-w-none flex-col gap-3 max-[760px]:h-auto">
          <PermissionBoard workspace={workspace} />
        </div>
      </main>
    </>
  );
}
