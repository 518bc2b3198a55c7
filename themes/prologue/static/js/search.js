// Search over the index of the SearchIndex output. Words are looked for anywhere in a text, so that Japanese, which has
// no spaces, is found; when nothing holds them all, pairs of characters (bigrams) find what comes near.

const form = document.querySelector("form.search");
const input = form?.elements.q;
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const MOST = 50;
const AROUND = 60; // characters of text shown on either side of the first match

let index = null;

// One form for what reads the same: width and letter case, katakana as hiragana. Each character stays one character,
// so that a place in the folded text is the place in the text.
function fold(text) {
  let folded = "";
  for (const unit of text.split("")) {
    const plain = unit.normalize("NFKC").toLowerCase();
    folded += plain.length === 1 ? plain : unit;
  }
  return folded.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

async function load() {
  if (index) return index;
  say("loading");
  const response = await fetch(form.dataset.index);
  if (!response.ok) throw new Error(response.statusText);
  const entries = await response.json();
  index = entries.map((entry) => {
    const text = `${entry.summary ? `${entry.summary} ` : ""}${entry.text}`.normalize("NFC");
    return { ...entry, text, folded: { title: fold(entry.title), tags: fold(entry.tags.join(" ")), text: fold(text) } };
  });
  return index;
}

function say(kind, query = "", count = 0) {
  status.textContent = status.dataset[kind].replace("{query}", query).replace("{hits}", count);
}

// How well an entry has a word: 0 for not at all.
function worth({ title, tags, text }, word) {
  return (title.includes(word) ? 10 : 0) + (tags.includes(word) ? 5 : 0) + (text.includes(word) ? 1 : 0);
}

function exact(entries, words) {
  const found = [];
  for (const entry of entries) {
    const each = words.map((word) => worth(entry.folded, word));
    if (each.every(Boolean)) found.push({ entry, score: each.reduce((sum, one) => sum + one, 0) });
  }
  return found;
}

function bigrams(word) {
  return word.length < 2 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
}

// Entries that have at least half of the pairs of characters.
function near(entries, words) {
  const pairs = [...new Set(words.flatMap(bigrams))];
  const found = [];
  for (const entry of entries) {
    const each = pairs.map((pair) => worth(entry.folded, pair)).filter(Boolean);
    if (each.length * 2 >= pairs.length) found.push({ entry, score: each.reduce((sum, one) => sum + one, 0) });
  }
  return found;
}

// The text with every match of the words in <mark>.
function marked(text, folded, words) {
  const fragment = document.createDocumentFragment();
  let from = 0;
  while (from < text.length) {
    const hits = words.map((word) => [folded.indexOf(word, from), word.length]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, length] = hits.reduce((first, hit) => (hit[0] < first[0] || (hit[0] === first[0] && hit[1] > first[1]) ? hit : first));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + length);
    fragment.append(text.slice(from, at), mark);
    from = at + length;
  }
  fragment.append(text.slice(from));
  return fragment;
}

function excerpt({ text, folded }, words) {
  const places = words.map((word) => folded.text.indexOf(word)).filter((at) => at >= 0);
  const at = places.length ? Math.min(...places) : 0;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + 2 * AROUND)];
  const line = document.createElement("p");
  line.className = "excerpt";
  line.append(from ? "…" : "", marked(text.slice(from, to), folded.text.slice(from, to), words), to < text.length ? "…" : "");
  return line;
}

function shown(entry, words) {
  const item = document.createElement("li");
  const card = document.createElement("article");
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  const meta = document.createElement("p");
  card.className = "card";
  meta.className = "meta";
  link.href = entry.url;
  link.append(marked(entry.title, entry.folded.title, words));
  heading.append(link);
  meta.textContent = [entry.date, ...entry.tags].filter(Boolean).join("  ");
  card.append(heading, meta, excerpt(entry, words));
  if (/[ぁ-んァ-ヶ]/.test(entry.title)) card.lang = "ja";
  item.append(card);
  return item;
}

async function search() {
  const query = input.value.trim();
  const words = fold(query).split(/[\s\u3000]+/).filter(Boolean);
  const address = new URL(location);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  if (!words.length) {
    results.replaceChildren();
    return say("start");
  }
  let entries;
  try {
    entries = await load();
  } catch {
    return say("failed");
  }
  if (input.value.trim() !== query) return; // typed on meanwhile: the later search answers
  const all = exact(entries, words);
  const found = (all.length ? all : near(entries, words)).sort((one, other) => other.score - one.score);
  const looked = all.length ? words : words.flatMap(bigrams);
  results.replaceChildren(...found.slice(0, MOST).map(({ entry }) => shown(entry, looked)));
  say(all.length ? "found" : found.length ? "near" : "none", query, found.length);
}

if (form) {
  let pause = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 120);
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
}
