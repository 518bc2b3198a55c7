// Asks the index that lies beside this file; any theme can use it:
//
//   const { openIndex } = await import(address); // {{ site.search_index }} in a template
//   const index = await openIndex();
//   const answer = await index.ask("全文検索 BM25"); // { exact, hits: [number of a page, best first] }
//   const page = await index.page(answer.hits[0]); // { title, url, tags, date, text }
//   if (answer.holds(page)) …; // false: the page has the query's pairs of characters, but not in one place
//   const places = answer.matches(page.text); // [{ from, to, word }], to be marked
//
// Folding and cutting are those of terms.py, the format that of index.py.

const LONGEST = 24; // characters of a word that count
const MOST_TERMS = 16; // looked up in the index; the rest of a long query is looked for in the texts
const MOST_SHARDS = 4; // fetched for all terms that begin with a text
const SHORTEST_BEGINNING = 2; // characters of a word that may be the beginning of a longer one
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));

// One form for what reads the same: width and composition, letter case, katakana as hiragana.
export function fold(text) {
  const folded = text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return folded.replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

// The words of a query as typed: between spaces, or between double quotes.
export function wordsOf(query) {
  const words = query.normalize("NFKC").match(/"[^"]+"|[^\s"]+/g) ?? [];
  return words.map((word) => word.replaceAll('"', "").trim()).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

// The terms that a page must have to have a word: { text, begins }, `begins` where longer terms do as well.
// Of a word in several pieces, those of one character are left out where longer ones remain: whether the page has
// the word as it is written is looked up in its text anyway.
export function termsOf(word, wide) {
  const runs = word.normalize("NFKC").matchAll(new RegExp(`([${wide}]+)|(?:(?![${wide}])[\\p{L}\\p{N}])+`, "gu"));
  const terms = [...runs].flatMap(([run, isWide]) => (isWide ? pairs([...fold(run)]) : [single(fold(run))]));
  const long = terms.filter(({ text }) => [...text].length > 1);
  return long.length ? long : terms;
}

function pairs(characters) {
  if (characters.length === 1) return [{ text: characters[0], begins: true }];
  return characters.slice(1).map((character, at) => ({ text: characters[at] + character, begins: false }));
}

function single(word) {
  const text = [...word].slice(0, LONGEST).join("");
  return { text, begins: text.length >= SHORTEST_BEGINNING && text.length < LONGEST };
}

// page number -> weight, of what a shard says of one term
export function decode(digits) {
  const pages = new Map();
  let [page, at] = [-1, 0];
  while (at < digits.length) {
    let [gap, place, group] = [0, 1, 0];
    do {
      group = VALUES[digits[at++]];
      gap += (group & 31) * place;
      place *= 32;
    } while (group & 32);
    page += gap + 1;
    pages.set(page, VALUES[digits[at++]]);
  }
  return pages;
}

// The place of the last of the sorted texts that is not after another, or -1.
function placeOf(text, sorted) {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] <= text) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

// The source of a pattern that finds a word in folded text, spaces between its characters allowed.
function patternOf(word) {
  const characters = [...word.replace(/\s+/g, "")];
  return characters.map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("\\s*");
}

// The same, at beginnings of words only, if the folded text has the word at one.
function strictPatternOf(word, folded) {
  const [anywhere, atBeginning] = [patternOf(word), `(?<![a-z0-9])${patternOf(word)}`];
  return /^[a-z0-9]/.test(word) && new RegExp(atBeginning, "u").test(folded) ? atBeginning : anywhere;
}

// Folded text, and for each of its code units where in the text it comes from.
function foldInPlaces(text) {
  let folded = "";
  const places = [];
  for (const piece of text.matchAll(/.[\p{M}ﾞﾟ]*/gsu)) {
    const part = fold(piece[0]);
    folded += part;
    for (let unit = 0; unit < part.length; unit++) places.push(piece.index);
  }
  places.push(text.length);
  return { folded, places };
}

class Answer {
  constructor(exact, hits, words) {
    this.exact = exact;
    this.hits = hits;
    this.words = words;
    // A word of one piece is in every page that has its term; of others, the text decides.
    this.uncertain = exact ? words.filter(({ text, terms }) => terms.length !== 1 || terms[0].text !== text) : [];
    const looked = exact ? words.map(({ text }) => text) : words.flatMap(({ terms }) => terms.map(({ text }) => text));
    this.looked = [...new Set(looked)].sort((one, other) => other.length - one.length);
  }

  // Whether a page has every word as it is written, spaces apart.
  holds({ title, tags, text }) {
    if (!this.uncertain.length) return true;
    const folded = fold([title, ...tags, text].join("\n"));
    return this.uncertain.every((word) => new RegExp(patternOf(word.text), "u").test(folded));
  }

  // Where a text has what was looked for, in order: [{ from, to, word }], in code units.
  matches(text) {
    const { folded, places } = foldInPlaces(text);
    const pattern = this.looked.map((word) => strictPatternOf(word, folded)).join("|") || "(?!)";
    const found = [];
    for (const match of folded.matchAll(new RegExp(pattern, "gu"))) {
      const from = places[match.index];
      let last = match.index + match[0].length;
      while (last < folded.length && places[last] === places[last - 1]) last++; // ㌔ is three characters, marked as one
      if (from >= (found.at(-1)?.to ?? 0)) found.push({ from, to: places[last], word: match[0].replace(/\s+/g, "") });
    }
    return found;
  }

  // The same hits as pages that come near, for when those looked at do not hold the words.
  loosened() {
    return new Answer(false, this.hits, this.words);
  }
}

class Index {
  #load;
  #shards = new Map();
  #pages = new Map();

  constructor(manifest, load) {
    this.size = manifest.pages;
    this.wide = manifest.wide;
    this.starts = manifest.shards ? manifest.shards.split(" ") : [];
    this.#load = load;
  }

  // What the index knows of a query. Every word must be there; if no page has all, pages that have at least half of
  // what the words are made of come near, and the answer is not exact.
  async ask(query) {
    const words = wordsOf(query).map((word) => ({ text: fold(word), terms: termsOf(word, this.wide) }));
    const terms = [...new Map(words.flatMap((word) => word.terms).map((term) => [term.text, term])).values()];
    const found = await Promise.all(terms.slice(0, MOST_TERMS).map((term) => this.#weights(term)));
    const all = this.#ranked(found, found.length);
    const exact = all.length > 0;
    return new Answer(exact, exact ? all : this.#ranked(found, Math.ceil(found.length / 2)), words);
  }

  // The page of a number: { title, url, tags, date, text }.
  page(number) {
    return this.#once(this.#pages, number, () => this.#load(`pages/${number}.json`));
  }

  // page number -> weight times the term's rarity
  async #weights(term) {
    const first = Math.max(0, placeOf(term.text, this.starts));
    const last = term.begins ? placeOf(`${term.text}\uffff`, this.starts) : first;
    const names = this.starts.slice(first, Math.min(last + 1, first + MOST_SHARDS));
    const weights = new Map();
    for (const { terms, pages } of await Promise.all(names.map((name) => this.#shard(name)))) {
      let at = Math.max(0, placeOf(term.text, terms));
      for (; at < terms.length && terms[at] <= (term.begins ? `${term.text}\uffff` : term.text); at++) {
        if (!terms[at].startsWith(term.text)) continue;
        const share = term.text.length / terms[at].length; // the longer a word, the less its beginning says
        for (const [page, weight] of decode(pages[at])) weights.set(page, Math.max(weights.get(page) ?? 0, weight * share));
      }
    }
    const rarity = Math.log(1 + (this.size - weights.size + 0.5) / (weights.size + 0.5));
    return new Map([...weights].map(([page, weight]) => [page, weight * rarity]));
  }

  // The pages that have at least so many of the terms, best first, of equals the newer.
  #ranked(found, least) {
    const scores = new Map();
    for (const weights of found) {
      for (const [page, weight] of weights) {
        const [times, score] = scores.get(page) ?? [0, 0];
        scores.set(page, [times + 1, score + weight]);
      }
    }
    const enough = [...scores].filter(([, [times]]) => least > 0 && times >= least);
    return enough.sort(([one, [, more]], [other, [, less]]) => less - more || other - one).map(([page]) => page);
  }

  #shard(start) {
    const name = [...new TextEncoder().encode(start)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return this.#once(this.#shards, name, async () => {
      const { terms, pages } = await this.#load(`terms/${name}.json`);
      return { terms: terms.split(" "), pages: pages.split(" ") };
    });
  }

  // What failed is asked for again the next time.
  #once(kept, key, load) {
    if (!kept.has(key)) {
      const promise = load();
      kept.set(key, promise);
      promise.catch(() => kept.delete(key));
    }
    return kept.get(key);
  }
}

// The index that lies beside this file. Its manifest is asked for anew each time, the rest by its version.
export async function openIndex(fetch = globalThis.fetch) {
  const load = async (name, options) => {
    const response = await fetch(new URL(name, import.meta.url), options);
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    return response.json();
  };
  const manifest = await load("index.json", { cache: "no-cache" });
  return new Index(manifest, (name) => load(`${name}?v=${manifest.version}`));
}
