import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupForm } from "@/components/auth/setup-form";
import { landingPath } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  const landing = await landingPath();
  if (landing !== "/setup") redirect(landing);
  return (
    <>
      <h1>Set up Sightline</h1>
      <p className="lead">You become the owner of the first workspace. The code stands where the server was started.</p>
      <SetupForm />
    </>
  );
}
