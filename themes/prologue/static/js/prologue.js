// What the theme does beyond HTML: the switch of light and dark, and the heading being read marked in the contents.

const root = document.documentElement;
const night = matchMedia("(prefers-color-scheme: dark)");

function remember(choice) {
  try {
    if (choice) localStorage.setItem("prologue-theme", choice);
    else localStorage.removeItem("prologue-theme");
  } catch { /* private mode: the choice lasts until the next page */ }
}

function switchTheme() {
  const preferred = night.matches ? "dark" : "light";
  const other = (root.dataset.theme || preferred) === "dark" ? "light" : "dark";
  root.dataset.theme = other;
  remember(other === preferred ? "" : other); // the reader's system again: follow it
}

for (const button of document.querySelectorAll(".theme-toggle")) {
  button.hidden = false;
  button.addEventListener("click", switchTheme);
}

const READING_LINE = 112; // pixels from the top: a heading that has come above it is being read

function followHeadings(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const mark = () => {
    let current = null;
    for (const heading of links.keys()) {
      if (heading.getBoundingClientRect().top > READING_LINE) break;
      current = heading;
    }
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  const markSoon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", markSoon, { passive: true });
  new ResizeObserver(markSoon).observe(document.body); // pictures and embeds that arrive late move the headings
}

for (const contents of document.querySelectorAll(".side-toc")) followHeadings(contents);
