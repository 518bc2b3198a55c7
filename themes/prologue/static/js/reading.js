// What makes a text handier to read: code to copy, pictures to enlarge, footnotes in place, diagrams on request, and
// whatever is wider than the page scrolled by keyboard, too. Without a script all of it is there, only plainer.

const MERMAID = "https://cdn.jsdelivr.net/npm/mermaid@11/dist/mermaid.esm.min.mjs";

function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// Code

function codeOf(pre) {
  const copy = pre.cloneNode(true);
  for (const number of copy.querySelectorAll(".ln, .lnt")) number.remove();
  return copy.textContent.replace(/\n$/, "");
}

function addCopying(pre, words, status) {
  const button = made("button", { type: "button", className: "copy", textContent: words.copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(codeOf(pre));
    button.textContent = status.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 2000);
  });
  const box = pre.closest(".highlight") ?? pre;
  if (box === pre) {
    const frame = made("div", { className: "code-frame" });
    pre.replaceWith(frame);
    frame.append(pre);
    frame.append(button);
  } else box.append(button);
}

function addAllCopying(content) {
  if (!navigator.clipboard) return; // only over https
  const status = made("p", { className: "unseen", role: "status" });
  content.after(status);
  for (const pre of content.querySelectorAll("pre")) {
    const isNumbers = pre.querySelector(".lnt");
    if (!isNumbers && !pre.querySelector(".language-mermaid")) addCopying(pre, content.dataset, status);
  }
}

// Pictures

const SMALL = 200; // pixels: nothing is gained by enlarging less

function largest(image) {
  const source = image.closest("picture")?.querySelector("source[srcset]");
  const widest = source?.srcset.split(",").map((each) => each.trim().split(/\s+/)).pop();
  return widest?.[0] ?? image.currentSrc ?? image.src;
}

function enlarge(image, words) {
  const close = made("button", { type: "button", className: "button", textContent: words.close, autofocus: true });
  const whole = made("img", { src: largest(image), alt: image.alt });
  const dialog = made("dialog", { className: "enlarged", ariaLabel: image.alt || words.enlarge }, whole, close);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function addEnlarging(image, words) {
  if (image.closest("a, button, figure.embed, .embed") || (Number(image.getAttribute("width")) || image.naturalWidth) < SMALL) return;
  const label = image.alt ? `${words.enlarge}: ${image.alt}` : words.enlarge;
  const button = made("button", { type: "button", className: "enlarge", ariaLabel: label });
  const picture = image.closest("picture") ?? image;
  picture.replaceWith(button);
  button.append(picture);
  button.addEventListener("click", () => enlarge(image, words));
}

function addAllEnlarging(content) {
  for (const image of content.querySelectorAll("img")) {
    if (image.hasAttribute("width") || image.complete) addEnlarging(image, content.dataset);
    else image.addEventListener("load", () => addEnlarging(image, content.dataset), { once: true });
  }
}

// Footnotes

function showNote(link, note, words) {
  const body = made("div", { className: "note-text" });
  for (const child of note.childNodes) body.append(child.cloneNode(true));
  for (const back of body.querySelectorAll(".footnote-backref")) back.remove();
  for (const element of body.querySelectorAll("[id]")) element.removeAttribute("id");
  const all = made("a", { href: link.hash, textContent: words.notes });
  const box = made("div", { className: "note-box", popover: "auto", role: "note", tabIndex: -1 }, body, all);
  box.addEventListener("toggle", (event) => { if (event.newState === "closed") box.remove(); });
  all.addEventListener("click", () => box.hidePopover());
  link.after(box);
  box.showPopover();
  place(box, link.getBoundingClientRect());
  box.focus({ preventScroll: true });
}

function place(box, mark) {
  const edge = 8;
  const left = Math.min(mark.left, document.documentElement.clientWidth - box.offsetWidth - edge);
  const isBelow = mark.bottom + box.offsetHeight + edge < innerHeight || mark.top < box.offsetHeight + edge;
  box.style.left = `${Math.max(edge, left) + scrollX}px`;
  box.style.top = `${(isBelow ? mark.bottom + edge : mark.top - box.offsetHeight - edge) + scrollY}px`;
}

function addNotes(content) {
  if (!("popover" in HTMLElement.prototype)) return;
  for (const link of content.querySelectorAll("a.footnote-ref")) {
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (note) link.addEventListener("click", (event) => {
      event.preventDefault();
      showNote(link, note, content.dataset);
    });
  }
}

// Diagrams

async function draw(figure, code, address) {
  const mermaid = (await import(address)).default;
  const isNight = getComputedStyle(document.documentElement).colorScheme.includes("dark") &&
    (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: isNight ? "dark" : "default" });
  const { svg } = await mermaid.render(`diagram-${draw.count = (draw.count ?? 0) + 1}`, code);
  figure.replaceChildren(made("div", { className: "diagram", innerHTML: svg }));
}

function addDiagrams(content) {
  const own = content.dataset.mermaid;
  for (const code of content.querySelectorAll("code.language-mermaid")) {
    const box = code.closest(".highlight") ?? code.closest("pre");
    const figure = made("figure", {});
    box.replaceWith(figure);
    figure.append(box);
    if (own && new URL(own, location).origin === location.origin) draw(figure, code.textContent, new URL(own, location).href);
    else {
      const button = made("button", { type: "button", className: "button", textContent: content.dataset.diagram });
      button.addEventListener("click", () => draw(figure, code.textContent, own ?? MERMAID));
      figure.append(button);
    }
  }
}

// What is wider than the page

function letKeysScroll(content) {
  const wide = content.querySelectorAll("pre, table, math[display='block']");
  const see = () => { for (const each of wide) if (each.scrollWidth > each.clientWidth && !each.hasAttribute("tabindex")) each.tabIndex = 0; };
  see();
  addEventListener("resize", see, { passive: true });
}

for (const content of document.querySelectorAll(".content")) {
  addDiagrams(content);
  addAllCopying(content);
  addAllEnlarging(content);
  addNotes(content);
  letKeysScroll(content);
}
