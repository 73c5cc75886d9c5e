// Shows what the server pushes, and leads to it. It keeps nothing and answers no requests of the page.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  // A browser takes the permission away from who is pushed to and shows nothing.
  const { title = "Sightline", body = "", tag = "sightline", path = "/" } = readNote(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/icon.svg", data: { path } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? "/"));
});

function readNote(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** In the tab that is there, else in a new one; never elsewhere than here. */
async function open(path) {
  const address = new URL(path, self.location.origin);
  if (address.origin !== self.location.origin) return;
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find(({ url }) => url === address.href) ?? tabs.find((each) => each.visibilityState === "visible");
  if (!tab) return self.clients.openWindow(address.href);
  await tab.focus();
  if (tab.url !== address.href) await tab.navigate(address.href).catch(() => self.clients.openWindow(address.href));
}
