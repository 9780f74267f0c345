// Keeps the shell of the client, so that it opens without a network. What the bank answers under
// /api/ is never kept: a balance from here would be a lie.

const SHELL = {{shell}};
const CACHE = "shell-{{version}}";

// The kept page of what stands first in an address; of all others, the bank's.
const MOVES = "/moves.html";
const PAGES = { convert: MOVES, transfer: MOVES, transfers: MOVES, programs: MOVES, family: MOVES, help: "/guide.html" };

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/")) {
    // Their names change with their content: a kept one is never out of date.
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) {
    // The network first, so that a new version is seen at once. What needs another program says so
    // on a page of the bank.
    const first = url.pathname.split("/")[1];
    const page = PAGES[first] || "/";
    event.respondWith(fetch(request).catch(() => caches.match(page)));
  }
});
