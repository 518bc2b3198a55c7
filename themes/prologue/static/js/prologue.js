// What the theme does beyond HTML: the switch of light and dark, the corner's buttons, and the heading
// being read marked in the contents.

const root = document.documentElement;
const night = matchMedia("(prefers-color-scheme: dark)");

function remember(choice) {
  try {
    if (choice) localStorage.setItem("prologue-theme", choice);
    else localStorage.removeItem("prologue-theme");
  } catch { /* private mode: the choice lasts until the next page */ }
}

function paintFrame() { // the browser's own bars, in the colour that was chosen
  const ground = getComputedStyle(root).getPropertyValue("background-color");
  for (const meta of document.querySelectorAll("meta[name='theme-color']")) meta.content = ground;
}

function switchTheme() {
  const preferred = night.matches ? "dark" : "light";
  const other = (root.dataset.theme || preferred) === "dark" ? "light" : "dark";
  root.dataset.theme = other;
  remember(other === preferred ? "" : other); // the reader's system again: follow it
  paintFrame();
}

for (const button of document.querySelectorAll(".theme-toggle")) {
  button.hidden = false;
  button.addEventListener("click", switchTheme);
}
if (root.dataset.theme) paintFrame();

function stepAside(corner) { // on a narrow screen the buttons would cover the text that is being read
  let last = scrollY;
  addEventListener("scroll", () => {
    if (Math.abs(scrollY - last) < 8) return;
    const atEnd = innerHeight + scrollY > root.scrollHeight - 80;
    corner.classList.toggle("aside", scrollY > last && !atEnd);
    last = scrollY;
  }, { passive: true });
}

for (const corner of document.querySelectorAll(".corner")) stepAside(corner);

const READING_LINE = 112; // pixels from the top: a heading that has come above it is being read

function keepInView(contents, link) {
  const frame = contents.getBoundingClientRect();
  const place = link.getBoundingClientRect();
  if (place.top < frame.top) contents.scrollTop -= frame.top - place.top;
  else if (place.bottom > frame.bottom) contents.scrollTop += place.bottom - frame.bottom;
}

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
    if (current) keepInView(contents, links.get(current));
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
