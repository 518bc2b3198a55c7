// What differs between two trees of HTML. `visitor` is told, in document order:
//   same(old, fresh)                      the same node, its attributes or text perhaps not; its children follow
//   equal(old, fresh)                     the same node, and nothing in it differs
//   inserted(node)                        in the fresh tree
//   removed(node)                         in the old tree
// Equal siblings are never taken apart or moved, wherever others come and go between them: a video between two
// paragraphs plays on. That is why this is not one of the libraries that pair siblings greedily from the first one on.

const MOST_COMPARED = 1e6;

function compare(old, fresh, visitor) {
  if (old.isEqualNode(fresh)) {
    visitor.equal(old, fresh);
    return;
  }
  visitor.same(old, fresh);
  for (const [before, after] of pairs([...old.childNodes], [...fresh.childNodes])) {
    if (!after) visitor.removed(before);
    else if (!before) visitor.inserted(after);
    else compare(before, after, visitor);
  }
}

// Siblings that belong together as [old, fresh]; null stands for none.
function pairs(old, fresh) {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) start++;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end++;
  const head = old.slice(0, start).map((node, index) => [node, fresh[index]]);
  const tail = end ? old.slice(-end).map((node, index) => [node, fresh[fresh.length - end + index]]) : [];
  const middle = between(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...head, ...middle, ...tail];
}

function between(old, fresh) {
  const found = [];
  let [i, j] = [0, 0];
  for (const [nextOld, nextFresh] of [...commonSequence(old, fresh), [old.length, fresh.length]]) {
    found.push(...alike(old.slice(i, nextOld), fresh.slice(j, nextFresh)));
    if (nextOld < old.length && nextFresh < fresh.length) found.push([old[nextOld], fresh[nextFresh]]);
    [i, j] = [nextOld + 1, nextFresh + 1];
  }
  return found;
}

// Indexes of the longest sequence of equal nodes, as [old, fresh].
function commonSequence(old, fresh) {
  if (old.length * fresh.length > MOST_COMPARED) return [];
  const [olds, freshes] = [old.map(keyOf), fresh.map(keyOf)];
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      lengths[i][j] =
        olds[i] === freshes[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const found = [];
  for (let [i, j] = [0, 0]; i < old.length && j < fresh.length; ) {
    if (olds[i] === freshes[j]) found.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return found;
}

function keyOf(node) {
  return node.outerHTML ?? `${node.nodeType} ${node.nodeValue}`;
}

// Nodes that differ, those of one kind paired in their order.
function alike(old, fresh) {
  const found = [];
  let next = 0;
  for (const node of fresh) {
    const place = old.findIndex((each, index) => index >= next && isAlike(each, node));
    if (place < 0) {
      found.push([null, node]);
      continue;
    }
    found.push(...old.slice(next, place).map((each) => [each, null]), [old[place], node]);
    next = place + 1;
  }
  return [...found, ...old.slice(next).map((each) => [each, null])];
}

function isAlike(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.id !== fresh.id) return false;
  return !isScript(old) && old.nodeName !== 'TEMPLATE';
}

// Whether it runs: data in a script element is only data.
function isScript(node) {
  return node.nodeName === 'SCRIPT' && /^(|module|importmap|(text|application)\/(java|ecma)script)$/i.test(node.type);
}
