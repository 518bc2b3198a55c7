// The page in this tab, and the source it was made from. A new source is compared with the old one, and only what
// differs is done to the page: what scripts and the reader did to it stays (open details, text in fields, embeds).

class Page {
  #nodes = new WeakMap(); // node of the source -> node of the page
  #replaced = new WeakMap(); // node that was in the page -> node that took its place
  #source;
  isKnown = false; // whether the source is that of the server; until then it is a copy of what the parser made

  constructor() {
    document.documentElement.normalize(); // the parser cuts long texts in two
    this.#source = document.implementation.createHTMLDocument().importNode(document.documentElement, true);
    this.#pair(this.#source, document.documentElement);
  }

  // Learn the source of what the page shows: scripts may have changed the page before this one ran.
  know(html) {
    this.#take(parsed(html), { same() {}, inserted() {}, removed() {} });
  }

  // Bring the page to a new source. Gives the nodes that changed; null when the page has to be loaded anew.
  patch(html) {
    const changed = [];
    let hasLostScript = false; // what it did cannot be taken back
    this.#take(parsed(html), {
      same: (old, fresh, node) => this.#update(old, fresh, node) && changed.push(node),
      inserted: (fresh) => {
        const node = this.#insert(fresh);
        if (node) changed.push(node);
      },
      removed: (node) => {
        hasLostScript ||= scriptsOf(node).length > 0;
        const gone = this.#node(node);
        if (gone?.parentElement) changed.push(gone.parentElement);
        gone?.remove();
      },
    });
    return hasLostScript ? null : changed;
  }

  // The nodes of the page that are not what they were in an earlier source.
  changedSince(html) {
    const changed = [];
    const take = (node) => this.#node(node) && changed.push(this.#node(node));
    compare(parsed(html), this.#source, {
      equal() {},
      same: (old, fresh) => isChanged(old, fresh) && take(fresh),
      inserted: take,
      removed() {},
    });
    return changed;
  }

  // Take down that a node of the page was replaced.
  replaced(node, by) {
    this.#replaced.set(node, by);
  }

  #node(source) {
    let node = this.#nodes.get(source);
    while (this.#replaced.has(node)) node = this.#replaced.get(node);
    return node;
  }

  #take(source, visitor) {
    compare(this.#source, source, {
      ...visitor,
      equal: (old, fresh) => this.#carry(old, fresh),
      same: (old, fresh) => {
        const node = this.#node(old);
        if (node) this.#nodes.set(fresh, node);
        visitor.same(old, fresh, node);
      },
    });
    this.#source = source;
    this.isKnown = true;
  }

  #carry(old, fresh) {
    const node = this.#node(old);
    if (node) this.#nodes.set(fresh, node);
    for (let a = old.firstChild, b = fresh.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) this.#carry(a, b);
  }

  #pair(source, node) {
    this.#nodes.set(source, node);
    for (let a = source.firstChild, b = node.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) this.#pair(a, b);
  }

  #update(old, fresh, node) {
    if (!node || !isChanged(old, fresh)) return false;
    if (!fresh.attributes) {
      node.nodeValue = fresh.nodeValue;
      return true;
    }
    if (isStyleSheet(node)) {
      this.replaced(node, swapStyleSheet(node, document.importNode(fresh)));
      return true;
    }
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
    for (const attribute of fresh.attributes)
      // setAttribute refuses names that the parser takes
      if (old.getAttribute(attribute.name) !== attribute.value) node.setAttributeNode(attribute.cloneNode());
    return true;
  }

  #insert(fresh) {
    const parent = this.#node(fresh.parentNode);
    if (!parent) return null;
    const node = document.importNode(fresh, true);
    this.#pair(fresh, node);
    let before = fresh.previousSibling; // scripts may have taken away what stands before it
    while (before && this.#node(before)?.parentNode !== parent) before = before.previousSibling;
    if (before) this.#node(before).after(node);
    else parent.prepend(node);
    for (const script of scriptsOf(node)) this.replaced(script, run(script));
    return this.#node(fresh);
  }
}

function parsed(html) {
  const { documentElement } = new DOMParser().parseFromString(html, 'text/html');
  documentElement.normalize();
  return documentElement;
}

// Whether a node itself differs, its children aside.
function isChanged(old, fresh) {
  return !old.cloneNode(false).isEqualNode(fresh.cloneNode(false));
}

function scriptsOf(node) {
  return [node, ...(node.querySelectorAll?.('script') ?? [])].filter(isScript);
}

// A script that comes from a parsed text is inert: one made here runs, in the order of the page.
function run(script) {
  const made = document.createElement('script');
  for (const attribute of script.attributes) made.setAttributeNode(attribute.cloneNode());
  made.async = script.hasAttribute('async');
  made.text = script.text;
  script.replaceWith(made);
  return made;
}

function isStyleSheet(node) {
  return node.nodeName === 'LINK' && node.relList.contains('stylesheet');
}

const outgoing = new Map(); // sheet that is being loaded -> those that go when it has come

// The new sheet takes over when it has come, so that nothing flickers.
function swapStyleSheet(link, fresh) {
  const old = [link, ...(outgoing.get(link) ?? [])];
  outgoing.set(fresh, old);
  fresh.onload = fresh.onerror = () => {
    outgoing.delete(fresh);
    for (const each of old) each.remove();
  };
  link.after(fresh);
  return fresh;
}

function isOutgoing(link) {
  return [...outgoing.values()].some((old) => old.includes(link));
}
