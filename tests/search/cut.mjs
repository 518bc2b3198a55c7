// Folds texts and cuts them as queries: node cut.mjs CLIENT < {wide, texts} > [{folded, asked}, …], "*" after what begins.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const { fold, termsOf, wordsOf } = await import(pathToFileURL(process.argv[2]));
const { wide, texts } = JSON.parse(await readFile("/dev/stdin", "utf-8"));
const shown = ({ text, begins }) => (begins ? `${text}*` : text);
const cut = (text) => wordsOf(text).map((word) => termsOf(word, wide).map(shown));
console.log(JSON.stringify(texts.map((text) => ({ folded: fold(text), asked: cut(text) }))));
