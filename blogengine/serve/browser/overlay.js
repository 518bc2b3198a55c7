// What is laid over the page: what is wrong with the site, and a badge on pages that would not be published.
// It lives outside of the body, in a shadow root, so that neither the page's styles nor a patch reaches it.

const STYLE = `
  :host { all: initial; position: fixed; inset: 0; z-index: 2147483647; pointer-events: none; }
  * { box-sizing: border-box; }
  section { position: absolute; inset: 0; overflow: auto; padding: 5vh max(1rem, calc(50vw - 28rem)); pointer-events: auto;
    background: rgb(16 16 20 / 0.92); color: #eee; font: 16px/1.6 system-ui, sans-serif; }
  h1 { margin: 0 0 1rem; font-size: 1.1rem; color: #ff8585; }
  article { margin: 0 0 1rem; padding: 1rem; border-left: 4px solid #ff5c5c; border-radius: 4px; background: #222228; }
  p { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
  button { font: 14px/1.5 ui-monospace, monospace; color: #9cf; background: none; border: 0; padding: 0; cursor: copy;
    text-decoration: underline; overflow-wrap: anywhere; text-align: left; }
  pre { margin: 0.5rem 0; padding: 0.5rem 0.75rem; overflow: auto; background: #111; font: 14px/1.5 ui-monospace, monospace;
    tab-size: 1; }
  mark { color: #ff8585; background: none; font-weight: bold; }
  .hint { margin: 0; color: #bfe3bf; }
  footer { color: #999; font-size: 0.85rem; }
  output { position: absolute; left: 1rem; bottom: 1rem; padding: 0.2rem 0.8rem; border-radius: 1rem; color: #fff;
    background: #b45309; font: bold 14px/1.5 system-ui, sans-serif; box-shadow: 0 1px 4px rgb(0 0 0 / 0.4); }`;
const BADGES = { draft: 'Draft', future: 'Not published yet' };

class Overlay {
  #host = document.createElement('blogengine-overlay');
  #root = this.#host.attachShadow({ mode: 'open' });

  constructor() {
    const sheet = new CSSStyleSheet(); // a style element could be forbidden by the page's content security policy
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    addEventListener('keydown', (event) => event.key === 'Escape' && this.show([]));
  }

  // Show problems until there are none.
  show(problems) {
    this.#put('section', problems.length && element('section', { role: 'alertdialog', 'aria-label': 'Errors' }, [
      element('h1', {}, [problems.length > 1 ? `${problems.length} errors` : 'Error']),
      ...problems.map(described),
      element('footer', {}, ['This goes away when it is mended. Escape hides it; a click on a place copies it.']),
    ]));
  }

  // Mark the page as a "draft" or one of the "future"; "" for neither.
  mark(badge) {
    this.#put('output', badge && element('output', {}, [BADGES[badge]]));
  }

  #put(name, node) {
    this.#root.querySelector(name)?.remove();
    if (node) this.#root.append(node);
    if (!this.#root.firstElementChild) this.#host.remove();
    else if (!this.#host.isConnected) document.documentElement.append(this.#host);
  }
}

function described(problem) {
  const place = [problem.path, problem.line, problem.column].filter((part) => part != null).join(':');
  const copied = [problem.path, problem.line].filter((part) => part != null).join(':');
  const button = element('button', { type: 'button', title: `Copy ${copied}` }, [place]);
  button.addEventListener('click', () => copy(copied, button));
  return element('article', {}, [
    ...(place ? [element('p', {}, [button])] : []),
    element('p', { class: 'message' }, [problem.message]),
    ...(problem.snippet?.trim() ? [excerpt(problem)] : []),
    ...(problem.hint ? [element('p', { class: 'hint' }, [problem.hint])] : []),
  ]);
}

// The offending line, the character at the column marked.
function excerpt({ snippet, line, column }) {
  const letters = [...snippet]; // columns count characters, not the units of UTF-16
  const at = column ? column - 1 : letters.length;
  const [before, marked, after] = [letters.slice(0, at), letters[at] ?? (column ? ' ' : ''), letters.slice(at + 1)];
  return element('pre', {}, [line ? `${line} | ` : '', before.join(''), element('mark', {}, [marked]), after.join('')]);
}

async function copy(text, button) {
  const told = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = `copied ${text}`;
  } catch {
    button.textContent = `${text} (the browser does not let it be copied)`;
  }
  setTimeout(() => (button.textContent = told), 1200);
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
