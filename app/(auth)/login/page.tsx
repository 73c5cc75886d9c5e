import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/auth/login-form";
import { landingPath } from "@/lib/server/auth/page-access";

export const metadata: Metadata = { title: "Log in" };

type LoginPageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const landing = await landingPath();
  if (landing !== "/login") redirect(landing);
  const { next } = await searchParams;
  return (
    <>
      <h1>Log in</h1>
      <LoginForm next={typeof next === "string" ? next : null} />
    </>
  );
}
