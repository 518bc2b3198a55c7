"""Where the keys of YAML stand. A room of its own, as it is seldom entered and takes long to open."""

from __future__ import annotations

import yaml

from blogengine.config.places import MAX_DEPTH, MAX_NODES, Found, KeyPath, Outline, Place, TooLargeError
from blogengine.yaml_values import readable

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_outline(text: str, *, is_json: bool) -> Outline:
    """The outline of a text; empty for JSON that YAML cannot read. Raises `yaml.YAMLError` and `TooLargeError`."""
    try:
        return _YamlScan().outline(text)
    except yaml.YAMLError:
        if is_json:
            return Outline()
        raise


class _Node:
    """A mapping or list of YAML that is being read."""

    __slots__ = ("anchor", "index", "is_mapping", "key", "nodes", "path")

    def __init__(self, path: KeyPath, is_mapping: bool, anchor: str | None) -> None:
        self.path = path
        self.is_mapping = is_mapping
        self.anchor = anchor
        self.key: str | None = None
        self.index = 0
        self.nodes = 1


class _YamlScan:
    """Walks the events of a text in YAML: no recursion, however deep it is."""

    def __init__(self) -> None:
        self._found = Found()
        self._open: list[_Node] = []
        self._sizes: dict[str, int] = {}

    def outline(self, text: str) -> Outline:
        for event in yaml.parse(readable(text), Loader=_LOADER):
            if isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.DocumentEndEvent):
                break  # Hugo reads no further either
        return self._found.outline()

    def _node(self, event: yaml.NodeEvent) -> None:
        if self._is_key(event):
            return
        path = self._path(event)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) >= MAX_DEPTH:
                raise TooLargeError
            self._open.append(_Node(path, isinstance(event, yaml.MappingStartEvent), event.anchor))
        else:
            self._finish(
                event.anchor, self._sizes.get(event.anchor or "", 1) if isinstance(event, yaml.AliasEvent) else 1
            )

    def _is_key(self, event: yaml.NodeEvent) -> bool:
        """Whether the event is a key of the mapping it stands in; then it is remembered."""
        node = self._open[-1] if self._open else None
        if node is None or not node.is_mapping or node.key is not None or not isinstance(event, yaml.ScalarEvent):
            return False
        node.key = event.value.lower()
        if node.key != "<<":
            self._found.add((*node.path, node.key), _place(event))
        return True

    def _path(self, event: yaml.NodeEvent) -> KeyPath:
        """The path of a value; an item of a list is remembered where it begins."""
        if not self._open:
            return ()
        node = self._open[-1]
        if node.is_mapping:
            return (*node.path, node.key or "")
        path = (*node.path, node.index)
        self._found.add(path, _place(event))
        return path

    def _close(self) -> None:
        node = self._open.pop()
        self._finish(node.anchor, node.nodes)

    def _finish(self, anchor: str | None, nodes: int) -> None:
        """A value is complete: count it in what holds it."""
        if anchor is not None:
            self._sizes[anchor] = nodes
        if nodes > MAX_NODES:
            raise TooLargeError
        if self._open:
            parent = self._open[-1]
            parent.nodes += nodes
            parent.index += 1
            parent.key = None


def _place(event: yaml.NodeEvent) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
