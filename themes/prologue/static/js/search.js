// The search page: asks the site's search index while a reader types, and shows what it finds. The address holds the
// query; a query that was settled (by Enter, or by leaving) keeps its place in the history.

const form = document.querySelector("form.search");
const input = form.elements.q;
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const more = document.getElementById("search-more");
const everything = document.getElementById("search-all");

const PAUSE = 120; // milliseconds without a key before the index is asked
const AT_ONCE = 10; // results shown together
const MOST_LOOKED_AT = 20; // pages whose text is read to fill them up: what a search may cost has an end
const BEFORE = 30; // characters of text before a match, and after it
const AFTER = 70;
const MOST_EXCERPTS = 3; // one for each word of the query

let index = null;
let current = null; // the search being shown: { query, answer, next, shown, dropped }
let settled = false;

async function open() {
  index ??= import(new URL(form.dataset.index, location)).then(({ openIndex }) => openIndex());
  try {
    return await index;
  } catch (error) {
    index = null; // the next key tries again
    throw error;
  }
}

function say(kind, { query = "", shown = 0 } = {}) {
  status.textContent = (status.dataset[kind] ?? "").replace("{query}", () => query).replace("{hits}", String(shown));
}

// Text with its matches in <mark>, from one place to another.
function marked(text, matches, from = 0, to = text.length) {
  const fragment = document.createDocumentFragment();
  for (const match of matches) {
    if (match.from < from || match.to > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(match.from, match.to);
    fragment.append(text.slice(from, match.from), mark);
    from = match.to;
  }
  fragment.append(text.slice(from, to));
  return fragment;
}

// A place near one in a text where it can be cut: at a space if one is close, never inside a character.
function cut(text, at, step) {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  for (let near = at; Math.abs(near - at) < 12 && /[\w-]/.test(text[near] ?? ""); near += step) {
    if (/\s/.test(text[near + step] ?? " ")) return step > 0 ? near + 1 : near;
  }
  return /[\uDC00-\uDFFF]/.test(text[at]) ? at - 1 : at;
}

// Where a text shows the words best: around the first match of each.
function surroundings(text, matches) {
  const windows = [];
  const words = new Set();
  for (const { from, to, word } of matches) {
    if (windows.length === MOST_EXCERPTS) break;
    if (words.has(word)) continue;
    words.add(word);
    const last = windows.at(-1);
    if (last && from - BEFORE <= last.to) last.to = Math.max(last.to, cut(text, to + AFTER, 1));
    else windows.push({ from: cut(text, from - BEFORE, -1), to: cut(text, to + AFTER, 1) });
  }
  return windows.length ? windows : [{ from: 0, to: cut(text, BEFORE + AFTER, 1) }];
}

function excerpt(text, matches) {
  const line = document.createElement("p");
  line.className = "excerpt";
  const windows = surroundings(text, matches);
  for (const { from, to } of windows) line.append(from ? "… " : "", marked(text, matches, from, to), " ");
  if (windows.at(-1).to < text.length) line.append("…");
  return line;
}

function item(page, answer) {
  const [entry, card, heading, link, meta] = ["li", "article", "h2", "a", "p"].map((name) => document.createElement(name));
  card.className = "card";
  meta.className = "meta";
  link.href = page.url;
  const title = page.title || page.url;
  link.append(marked(title, answer.matches(title)));
  heading.append(link);
  for (const part of [page.date, ...page.tags].filter(Boolean)) {
    const piece = document.createElement("span");
    piece.append(marked(part, answer.matches(part)));
    meta.append(piece);
  }
  card.append(heading, meta, excerpt(page.text, answer.matches(page.text)));
  if (!document.documentElement.lang.startsWith("ja") && /[ぁ-ゖァ-ヺ]/.test(page.title + page.text.slice(0, 400))) card.lang = "ja";
  entry.append(card);
  return entry;
}

// The next results of a search, each as soon as it and those before it are here.
async function extend(search) {
  const { answer } = search;
  const [until, looked] = [search.shown + AT_ONCE, search.next];
  while (search.next < answer.hits.length && search.shown < until && search.next < looked + MOST_LOOKED_AT) {
    const loading = answer.hits.slice(search.next, search.next + until - search.shown).map((hit) => search.index.page(hit));
    for (const promise of loading) {
      const page = await promise;
      if (search !== current) return;
      search.next += 1;
      if (answer.holds(page)) show(search, page);
      else search.dropped += 1;
    }
  }
}

function show(search, page) {
  const element = item(page, search.answer);
  if (search.shown) results.append(element);
  else results.replaceChildren(element); // what was found before stays until there is something to see
  search.shown += 1;
}

function tell(search) {
  const { query, answer, shown, dropped, next } = search;
  const left = answer.hits.length - next;
  more.hidden = left === 0;
  results.removeAttribute("aria-busy");
  if (!shown && !left) results.replaceChildren();
  const kind = !shown && !left ? "none" : !answer.exact ? "near" : left && answer.uncertain.length ? "about" : "found";
  say(kind, { query, shown: answer.hits.length - dropped });
}

async function search() {
  const query = input.value.trim();
  const own = (current = { query, next: 0, shown: 0, dropped: 0 });
  everything.hidden = Boolean(query);
  if (!query) {
    results.replaceChildren();
    more.hidden = true;
    return say("start");
  }
  try {
    results.setAttribute("aria-busy", "true");
    if (!results.childElementCount) say("loading");
    own.index = await open();
    own.answer = await own.index.ask(query);
    if (own === current) await extend(own);
    if (own === current && own.dropped && !own.shown) {
      Object.assign(own, { answer: own.answer.loosened(), next: 0, dropped: 0 }); // the best have the words in pieces
      await extend(own);
    }
    if (own === current) tell(own);
  } catch {
    if (own !== current) return;
    results.replaceChildren();
    results.removeAttribute("aria-busy");
    more.hidden = true;
    everything.hidden = false;
    say("failed");
  }
}

// The address of the query being typed: a new place in the history after a settled one, else the same place.
function remember() {
  const address = new URL(location);
  if (input.value.trim()) address.searchParams.set("q", input.value.trim());
  else address.searchParams.delete("q");
  if (address.href === location.href) return;
  history[settled ? "pushState" : "replaceState"](null, "", address);
  settled = false;
}

function typed() {
  remember();
  search();
}

function recall() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  settled = Boolean(input.value);
  search();
}

// Up and down go through the field and the results; Escape comes back to the field.
function move(event) {
  if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [input, ...results.querySelectorAll("h2 a")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 || (event.key === "Escape" && at === 0)) return;
  const next = event.key === "Escape" ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
  if (!stops[next]) return;
  event.preventDefault();
  stops[next].focus();
}

let pause = 0;
function typedSoon() {
  clearTimeout(pause);
  pause = setTimeout(typed, PAUSE);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  typed();
  settled = true;
});
input.addEventListener("input", (event) => {
  if (!event.isComposing) typedSoon(); // an input method's guesses are not asked for
});
input.addEventListener("compositionend", typedSoon);
input.addEventListener("change", () => (settled = Boolean(input.value.trim())));
input.addEventListener("focus", () => open().catch(() => {}), { once: true });
document.addEventListener("keydown", move);
more.addEventListener("click", async () => {
  const [search, first] = [current, results.childElementCount];
  await extend(search);
  tell(search);
  results.querySelectorAll("h2 a")[first]?.focus();
});
addEventListener("popstate", recall);
recall();
