import { Building2, History } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { type ChoiceGroup, fits } from "./choice-dialog";
import { allDestinations, sameKindIn } from "./destinations";
import { useRecentPlaces } from "./recent-places";
import type { ShellPlace } from "./shell-place";

type Asked = { workspace: string; workspaces: ShellPlace["workspaces"]; typed: string };

/** The pages of the workspace, what was open last, and the other workspaces. */
export function usePlaceEntries({ workspace, workspaces, typed }: Asked): ChoiceGroup[] {
  const router = useRouter();
  const pathname = usePathname();
  const [places] = useRecentPlaces();
  const pages = allDestinations.map(({ path, text, Icon, press }) => ({
    key: path,
    text,
    Icon,
    hint: press && `g ${press}`,
    run: () => router.push(`/w/${workspace}/${path}`),
  }));
  const isPage = (href: string) => allDestinations.some(({ path }) => href === `/w/${workspace}/${path}`);
  const recent = places
    .filter(({ href }) => href.startsWith(`/w/${workspace}/`) && href !== pathname && !isPage(href))
    .map(({ href, title }) => ({
      key: href,
      text: title,
      hint: allDestinations.find(({ path }) => href.startsWith(`/w/${workspace}/${path}/`))?.text,
      Icon: History,
      run: () => router.push(href),
    }));
  const others = workspaces
    .filter(({ slug }) => slug !== workspace)
    .map(({ slug, name }) => ({
      key: slug,
      text: name,
      Icon: Building2,
      run: () => router.push(sameKindIn(slug, pathname)),
    }));
  return [
    { heading: "Recent", entries: recent },
    { heading: "Pages", entries: pages },
    { heading: "Workspaces", entries: others },
  ].map(({ heading, entries }) => ({ heading, entries: entries.filter((entry) => fits(typed, entry.text)) }));
}
