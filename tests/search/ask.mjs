// Asks an index on disk: node ask.mjs FOLDER < {queries: […]} > [[{url, exact}, …], …], and the bytes that each read.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { openIndex } = await import(pathToFileURL(`${folder}/client.mjs`));
const queries = JSON.parse(await readFile("/dev/stdin", "utf-8"));
const answers = [];
for (const query of queries) {
  const read = {};
  const index = await openIndex(async ({ pathname }) => {
    const bytes = await readFile(decodeURI(pathname));
    read[decodeURI(pathname).slice(folder.length + 1)] = bytes.length;
    return { ok: true, json: async () => JSON.parse(bytes) };
  });
  const answer = await index.ask(query);
  const looked = { ...read };
  const pages = await Promise.all(answer.hits.map((hit) => index.page(hit)));
  const kept = pages.filter((page) => answer.holds(page));
  answers.push({ exact: answer.exact, found: pages.map(({ url }) => url), kept: kept.map(({ url }) => url), read: looked });
}
console.log(JSON.stringify(answers));
