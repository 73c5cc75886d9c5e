import { notFound } from "next/navigation";

/** An address that no page has is answered within the shell, from where everything else can be reached. */
export default function NoSuchPage(): never {
  notFound();
}
