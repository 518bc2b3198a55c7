// Services of other hosts, which are asked nothing before the reader says so: comments, and the counting of visits.

const ALLOWED = "prologue-counting";

function load(service, place) {
  const { name: _, src, ...attributes } = service;
  const script = document.createElement("script");
  for (const [key, value] of Object.entries(attributes)) if (value != null) script.setAttribute(key, value);
  Object.assign(script, { src, async: true, crossOrigin: "anonymous" });
  place.append(script);
}

function isNight() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const asking of document.querySelectorAll(".comments .asking")) {
  const service = JSON.parse(asking.dataset.service);
  asking.hidden = false;
  asking.querySelector("button").addEventListener("click", () => {
    const theme = service.name === "giscus" ? { "data-theme": isNight() ? "dark" : "light" } : { theme: isNight() ? "github-dark" : "github-light" };
    load({ ...service, ...theme }, asking.parentElement);
    asking.remove();
  });
}

function kept(value) {
  try {
    if (value === undefined) return localStorage.getItem(ALLOWED);
    if (value) localStorage.setItem(ALLOWED, value);
    else localStorage.removeItem(ALLOWED);
  } catch { /* private mode: asked again on the next page */ }
  return null;
}

for (const counting of document.querySelectorAll(".counting")) {
  const service = JSON.parse(counting.dataset.service);
  const button = counting.querySelector("button");
  const show = (isAllowed) => button.setAttribute("aria-pressed", String(isAllowed));
  const allowed = kept() === service.src;
  counting.hidden = false;
  show(allowed);
  if (allowed) load(service, document.head);
  button.addEventListener("click", () => {
    const now = button.getAttribute("aria-pressed") !== "true";
    kept(now ? service.src : "");
    show(now);
    if (now) load(service, document.head);
    else location.reload(); // what was loaded cannot be taken back otherwise
  });
}
