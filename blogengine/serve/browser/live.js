// Keeps the tab as the server has it: over one socket it is told which addresses changed, and its page's new source.

const RETRY = { first: 200, factor: 1.5, most: 2000 }; // milliseconds; the server is on this machine
const FOLLOWED = 'blogengine:followed';
const ADDRESSES = /(?<=^|,)\s*[^\s,]\S*[^\s,]/g; // of a srcset
const own = document.currentScript;
let digest = own.dataset.page;
const published = own.dataset.published; // where the site will be
const served = `${location.origin}${own.dataset.path}`; // and where it is now
own.remove();

const page = new Page();
const overlay = new Overlay();
let version = 0;
let retry = RETRY.first;
let hasArrived = false;

function connect() {
  const address = new URL('/.blogengine/live', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.search = new URLSearchParams({ path: decoded(location.pathname), page: digest });
  const socket = new WebSocket(address);
  socket.onmessage = ({ data }) => take(JSON.parse(data));
  socket.onopen = () => (retry = RETRY.first);
  socket.onclose = () => {
    setTimeout(connect, retry);
    retry = Math.min(retry * RETRY.factor, RETRY.most);
  };
}

function take({ changed = [], problems = [], edited, before, ...told }) {
  overlay.show(problems);
  const nodes = told.page === undefined ? [] : show(told);
  if (nodes === null) {
    location.reload();
    return;
  }
  stayHere();
  refresh(new Set(changed));
  if (edited) follow(edited, before, nodes);
  else if (!hasArrived) arrive();
  hasArrived = true;
}

// Show the page's new source; the nodes that changed, or null when it has to be loaded anew.
function show(told) {
  overlay.mark(told.badge ?? '');
  if (told.digest === digest) {
    if (!page.isKnown) page.know(told.page);
    return [];
  }
  digest = told.digest;
  return page.patch(told.page);
}

// Addresses of the published site lead to what is served here.
function stayHere() {
  if (!/^https?:/.test(published)) return;
  for (const name of ['href', 'src', 'srcset', 'action', 'poster'])
    for (const node of document.querySelectorAll(`[${name}*="${CSS.escape(published)}"]:not([rel=canonical])`))
      node.setAttribute(name, node.getAttribute(name).replaceAll(published, served));
}

function refresh(changed) {
  if (!changed.size) return;
  version++;
  if ([...document.scripts].some((script) => script.src && isAmong(script.src, changed))) location.reload();
  for (const link of document.querySelectorAll('link[rel~=stylesheet]'))
    if (!isOutgoing(link) && sheetAddresses(link.sheet, link.href).some((address) => isAmong(address, changed)))
      page.replaced(link, swapStyleSheet(link, renewedSheet(link)));
  for (const link of document.querySelectorAll('link[rel~=icon]'))
    if (isAmong(link.href, changed)) link.href = renewed(link.href);
  for (const image of document.images)
    if (addressesOf(image).some((address) => isAmong(address, changed))) reloadImage(image);
}

function addressesOf(image) {
  const sources = image.closest('picture')?.querySelectorAll('source') ?? [];
  return [image, ...sources].flatMap(({ src, srcset }) => [src, ...(srcset?.match(ADDRESSES) ?? [])]).filter(Boolean);
}

// The cache is told first: what else shows the image finds the new one there.
async function reloadImage(image) {
  await Promise.allSettled(addressesOf(image).map((address) => fetch(address, { cache: 'reload' })));
  for (const node of [image, ...(image.closest('picture')?.querySelectorAll('source') ?? [])])
    if (node.srcset) node.srcset = node.srcset.replace(ADDRESSES, renewed);
  if (image.src) image.src = renewed(image.src);
}

// A style sheet and those that it imports.
function sheetAddresses(sheet, address) {
  const found = [address];
  try {
    for (const rule of sheet?.cssRules ?? [])
      if (rule.styleSheet) found.push(...sheetAddresses(rule.styleSheet, rule.styleSheet.href));
  } catch {
    // of another host: it does not let itself be read, and does not change here
  }
  return found;
}

function isAmong(address, changed) {
  if (!URL.canParse(address, location.href)) return false;
  const url = new URL(address, location.href);
  return url.origin === location.origin && changed.has(decoded(url.pathname));
}

function renewedSheet(link) {
  const fresh = link.cloneNode();
  fresh.href = renewed(link.href);
  return fresh;
}

function renewed(address) {
  const url = new URL(address, location.href);
  url.searchParams.set('live', version);
  return url.href;
}

// Go to the page that is being edited, and to the place in it.
function follow(edited, before, nodes) {
  if (edited === decoded(location.pathname)) {
    reveal(nodes);
    return;
  }
  if (before !== undefined) sessionStorage.setItem(FOLLOWED, JSON.stringify({ edited, before }));
  location.assign(encodeURI(edited).replace(/[?#]/g, encodeURIComponent));
}

function arrive() {
  const followed = JSON.parse(sessionStorage.getItem(FOLLOWED) ?? 'null');
  sessionStorage.removeItem(FOLLOWED);
  if (followed?.edited === decoded(location.pathname)) reveal(page.changedSince(followed.before));
}

// Scroll to the first block that changed: in the text rather than around it.
function reveal(nodes) {
  const blocks = nodes.map((node) => (node.nodeType === 1 ? node : node.parentElement));
  const shown = blocks.filter((block) => block?.isConnected && block.getClientRects().length);
  const text = shown.filter((block) => !block.closest('header, footer, nav, aside'));
  const block = text[0] ?? shown[0];
  if (!block) return;
  const { top, bottom } = block.getBoundingClientRect();
  const isTall = bottom - top > innerHeight;
  if (top < 0 || bottom > innerHeight)
    block.scrollIntoView({ block: isTall ? 'start' : 'center', behavior: 'instant' });
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

stayHere();
connect();
