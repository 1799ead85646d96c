// Without a network, say so in our own words. Nothing personal is kept on the device.
const CACHE = "offline-1";
const PAGE = "/offline/";

async function keepPage() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(PAGE, { credentials: "omit", cache: "reload" });
  const html = await answer.clone().text();
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
  await cache.put(PAGE, answer);
  await cache.addAll(sheets);
}

async function dropOldCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => event.waitUntil(keepPage()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldCaches()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (request.destination === "style") event.respondWith(fetch(request).catch(() => caches.match(request)));
});
