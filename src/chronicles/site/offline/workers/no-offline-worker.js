// This site keeps nothing for its readers. Where it once did, this takes the place of what did so, and ends itself.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  await caches.delete(`chronicles:${new URL(worker.registration.scope).pathname}`);
  await worker.registration.unregister();
}
