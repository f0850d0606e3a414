// The pages that a browser has kept, for whoever asks for another one without a network.
(async () => {
  const MOST = 200;
  const list = document.querySelector("#kept ul");
  const {scope} = await navigator.serviceWorker.ready;
  const cache = await caches.open(`chronicles:${new URL(scope).pathname}`);
  for (const {url} of [...(await cache.keys())].reverse()) {
    const answer = await cache.match(url);
    if (!answer?.headers.get("content-type")?.startsWith("text/html") || !answer.headers.has("x-kept")) continue;
    if (!list || list.childElementCount >= MOST) break;
    const title = new DOMParser().parseFromString(await answer.text(), "text/html").title;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title || url;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.getElementById("kept")?.toggleAttribute("hidden", !list?.childElementCount);
})();
