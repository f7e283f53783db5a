"""Finds text that a widget would read as markup: every argument of a sink must be provably Content, Text or a literal.

Sinks are the places where Textual takes a plain str for markup: `Static(..)`, `Option(..)`, `.update(..)`, `notify`,
border titles, tooltips, what `render` returns, `super().__init__` of a class of ours that derives from such a widget.
What is passed is followed through names, attributes, loops and the return annotations of our own functions; what can
not be followed counts as found, so nothing slips by in silence.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

WIDGETS = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Tab", "TabPane", "Collapsible", "Link"}
"""Their first argument, or one of these keywords, is shown."""
SHOWN = {"content", "label", "prompt", "title", "renderable", "tooltip", "border_title", "border_subtitle"}
METHODS = {"update": 0, "notify": 0, "replace_option_prompt": 1, "replace_option_prompt_at_index": 1, "add_column": 0}
"""Methods that show the argument at this place."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "label"}
RICH = {"Content", "Text", "ContentText", "Strip", "RenderResult", "RenderableType", "Segments", "Group"}
PARSING = {"from_markup", "from_text"}
PLAIN_AGAIN = {"plain", "markup", "cell_length", "spans"}
RICH_KIND, LITERAL = "rich", "literal"


@dataclass
class Package:
    """What the annotations of all modules say about functions and fields, by name."""

    returns: dict[str, list[ast.expr | None]] = field(default_factory=dict)
    own: dict[str, list[ast.expr | None]] = field(default_factory=dict)
    fields: dict[str, list[ast.expr]] = field(default_factory=dict)
    widgets: set[str] = field(default_factory=lambda: set(WIDGETS))

    def inside(self, tree: ast.Module) -> "Package":
        """The same, seen from one module: its own functions hide those of that name elsewhere."""
        return replace(self, own=Package().learn([tree]).returns)

    def returned(self, name: str) -> list[ast.expr | None]:
        """The return annotations of the functions that this name may mean."""
        return self.own.get(name) or self.returns.get(name, [])

    def learn(self, trees: Iterable[ast.Module]) -> "Package":
        """Reads every def, every annotated field, every class that derives from a widget that shows text."""
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    self.returns.setdefault(node.name, []).append(node.returns)
                elif isinstance(node, ast.AnnAssign):
                    name = node.target.id if isinstance(node.target, ast.Name) else getattr(node.target, "attr", "")
                    self.fields.setdefault(name, []).append(node.annotation)
        return self


def is_rich(annotation: ast.expr | None) -> bool:
    """Whether an annotation names rich text only (`Content`, `Content | None`, a string of these)."""
    if isinstance(annotation, ast.Constant):
        if annotation.value is None:
            return True
        return isinstance(annotation.value, str) and is_rich(ast.parse(annotation.value, mode="eval").body)
    if isinstance(annotation, ast.BinOp):
        return is_rich(annotation.left) and is_rich(annotation.right)
    return isinstance(annotation, ast.Name) and annotation.id in RICH


def parts(annotation: ast.expr | None) -> list[ast.expr]:
    """The arguments of `list[X]`, `dict[K, V]`, `tuple[A, B]`."""
    if not isinstance(annotation, ast.Subscript):
        return []
    inner = annotation.slice
    return list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]


@dataclass
class Scope:
    """One function and what it sees: its own names first, then those of the module."""

    package: Package
    body: ast.AST
    outer: "Scope | None" = None
    following: frozenset[str] = frozenset()
    owner: ast.ClassDef | None = None

    def kind(self, node: ast.expr | None) -> str | None:
        """RICH_KIND, LITERAL, or None where it may be any str."""
        match node:
            case None:
                return LITERAL
            case ast.Constant():
                return LITERAL
            case ast.IfExp():
                return self._all(node.body, node.orelse)
            case ast.BoolOp():
                return self._all(*node.values)
            case ast.NamedExpr():
                return self.kind(node.value)
            case ast.BinOp():
                return self._all(node.left, node.right)
            case ast.Await():
                return self.kind(node.value)
            case ast.Call():
                return self._call(node)
            case ast.Name():
                return self._name(node.id)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Subscript():
                return RICH_KIND if is_rich(self._element(node.value)) else None
        return None

    def _all(self, *nodes: ast.expr) -> str | None:
        kinds = [self.kind(node) for node in nodes]
        if None in kinds:
            return None
        return RICH_KIND if RICH_KIND in kinds else LITERAL

    def _call(self, node: ast.Call) -> str | None:
        func = node.func
        if isinstance(func, ast.Name):
            if func.id in RICH:
                return RICH_KIND
            return self._returned(func.id)
        if isinstance(func, ast.Attribute):
            if isinstance(func.value, ast.Name) and func.value.id in RICH:
                if func.attr not in PARSING:
                    return RICH_KIND
                plain = any(word.arg == "markup" and _is_false(word.value) for word in node.keywords)
                return RICH_KIND if plain or (node.args and self.kind(node.args[0]) == LITERAL) else None
            if self.kind(func.value) == RICH_KIND:
                return RICH_KIND
            return self._returned(func.attr)
        return None

    def _set_by_owner(self, name: str) -> bool:
        """Whether every method of the class that sets this attribute sets it to rich text."""
        assert self.owner is not None
        kinds = []
        for method in (one for one in self.owner.body if isinstance(one, ast.FunctionDef)):
            scope = Scope(self.package, method, self.outer)
            for node in _own(method):
                for target in node.targets if isinstance(node, ast.Assign) else []:
                    kinds += scope._bound(target, node.value, name)  # type: ignore[attr-defined]
        return bool(kinds) and all(kind == RICH_KIND for kind in kinds)

    def _returned(self, name: str) -> str | None:
        found = self.package.returned(name)
        return RICH_KIND if found and all(is_rich(one) for one in found) else None

    def _attribute(self, node: ast.Attribute) -> str | None:
        if node.attr in PLAIN_AGAIN:
            return None
        if self.owner and getattr(node.value, "id", "") == "self" and self._set_by_owner(node.attr):
            return RICH_KIND
        found = self.package.fields.get(node.attr, [])
        return RICH_KIND if found and all(is_rich(one) for one in found) else self._returned(node.attr)

    # --- names ---------------------------------------------------------------------------------------------------

    def _name(self, name: str) -> str | None:
        if name in self.following:
            return LITERAL  # a loop such as `text = Content(text)`: the other values decide
        inner = replace(self, following=self.following | {name})
        values = list(inner._values(name))
        if not values:
            return self.outer.kind(ast.Name(name)) if self.outer else None
        if None in values:
            return None
        return RICH_KIND if RICH_KIND in values else LITERAL

    def _values(self, name: str) -> Iterator[str | None]:
        """The kind of everything that is ever bound to this name here."""
        for node in _own(self.body):
            match node:
                case ast.arg() if node.arg == name:
                    yield RICH_KIND if is_rich(node.annotation) else None
                case ast.AnnAssign(target=ast.Name()) if node.target.id == name:
                    yield RICH_KIND if is_rich(node.annotation) else self.kind(node.value) if node.value else None
                case ast.Assign():
                    for target in (one for one in node.targets if not _of_self(one)):
                        yield from self._bound(target, node.value, name)
                case ast.AugAssign(target=ast.Name()) if node.target.id == name:
                    yield self.kind(node.value)
                case ast.NamedExpr() if node.target.id == name:
                    yield self.kind(node.value)
                case ast.For() | ast.comprehension():
                    yield from self._looped(node.target, node.iter, name)

    def _bound(self, target: ast.expr, value: ast.expr, name: str) -> Iterator[str | None]:
        if getattr(target, "id", "") == name or _of_self(target) == name:
            yield self.kind(value)
        elif isinstance(target, ast.Tuple):
            if isinstance(value, ast.IfExp):
                yield from self._bound(target, value.body, name)
                yield from self._bound(target, value.orelse, name)
            elif isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
                for one, own in zip(target.elts, value.elts, strict=True):
                    yield from self._bound(one, own, name)
            else:
                yield from self._unpacked(target, self._annotation(value), name)

    def _unpacked(self, target: ast.Tuple, annotation: ast.expr | None, name: str) -> Iterator[str | None]:
        inner = parts(annotation)
        for place, one in enumerate(target.elts):
            if isinstance(one, ast.Name) and one.id == name:
                yield RICH_KIND if place < len(inner) and is_rich(inner[place]) else None

    def _looped(self, target: ast.expr, source: ast.expr, name: str) -> Iterator[str | None]:
        if name not in {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}:
            return
        if isinstance(source, ast.Tuple | ast.List):
            for one in source.elts:
                yield from self._bound(target, one, name)
        elif isinstance(source, ast.Call) and getattr(source.func, "id", "") == "enumerate":
            if isinstance(target, ast.Tuple):
                yield from self._looped(target.elts[1], source.args[0], name)
        elif isinstance(target, ast.Name):
            yield RICH_KIND if is_rich(self._element(source)) else None
        elif isinstance(source, ast.Call) and getattr(source.func, "attr", "") == "items":
            made = self._annotation(source.func.value)  # type: ignore[attr-defined]
            yield from self._unpacked(target, made, name)  # type: ignore[arg-type]
        else:
            yield from self._unpacked(target, self._element(source), name)  # type: ignore[arg-type]

    def _element(self, source: ast.expr) -> ast.expr | None:
        """The annotation of what a container holds."""
        if isinstance(source, ast.Call) and getattr(source.func, "attr", "") == "values":
            source = source.func.value  # type: ignore[attr-defined]
        inner = parts(self._annotation(source))
        return next((one for one in reversed(inner) if not isinstance(one, ast.Constant)), None)

    def _annotation(self, node: ast.expr) -> ast.expr | None:
        """The annotation of a name, an attribute, or of what a call returns; None where there is none or several."""
        match node:
            case ast.Name():
                found = [one for one in _own(self.body) if _named(one) == node.id]
                marks = [one.annotation for one in found if one.annotation is not None]  # type: ignore[attr-defined]
                if not marks:
                    made = [
                        one.value
                        for one in _own(self.body)
                        if isinstance(one, ast.Assign) and any(getattr(t, "id", "") == node.id for t in one.targets)
                    ]
                    return self._annotation(made[0]) if len(made) == 1 and isinstance(made[0], ast.Call) else None
            case ast.Attribute():
                marks = self.package.fields.get(node.attr, []) or self.package.returned(node.attr)
            case ast.Call():
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                marks = self.package.returned(name)
            case _:
                return None
        return marks[0] if len({ast.dump(one) for one in marks if one}) == 1 else None


def _of_self(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self" else ""


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.arg):
        return node.arg
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else ""


def _own(body: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module, without those of the functions inside."""
    todo = list(ast.iter_child_nodes(body))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            todo.extend(ast.iter_child_nodes(node))


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


# --- where text is shown -------------------------------------------------------------------------------------------


def sinks(body: ast.AST, shows: bool) -> Iterator[ast.expr]:
    """The expressions that are shown in this function; `shows`: its class derives from a widget that shows text."""
    for node in _own(body):
        match node:
            case ast.Call():
                yield from _arguments(node, shows)
            case ast.Assign():
                if any(isinstance(t, ast.Attribute) and t.attr in ATTRIBUTES for t in node.targets):
                    yield node.value
            case ast.Return(value=ast.expr()) if getattr(body, "name", "") == "render":
                yield node.value


def _arguments(call: ast.Call, shows: bool) -> Iterator[ast.expr]:
    if any(word.arg == "markup" and _is_false(word.value) for word in call.keywords):
        return
    func = call.func
    name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
    if isinstance(func, ast.Attribute) and name == "__init__":
        place = 0 if shows and isinstance(func.value, ast.Call) else None
    elif isinstance(func, ast.Attribute) and name in METHODS:
        place = METHODS[name]
    elif name == "add_row":
        yield from call.args
        return
    else:
        place = 0 if name in WIDGETS else None
    if place is not None:
        yield from call.args[place : place + 1]
        yield from (word.value for word in call.keywords if word.arg in SHOWN)


def findings(tree: ast.Module, package: Package) -> Iterator[tuple[int, str]]:
    """(line, source) of every shown expression that may be any str."""
    package = package.inside(tree)
    top = Scope(package, tree)

    def walk(body: ast.AST, scope: Scope, shows: bool) -> Iterator[tuple[int, str]]:
        for sink in sinks(body, shows):
            if scope.kind(sink) is None:
                yield sink.lineno, ast.unparse(sink)
        for node in _own(body):
            if isinstance(node, ast.ClassDef):
                bases = {getattr(base, "id", "") for base in node.bases}
                yield from walk(node, scope, bool(bases & package.widgets))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                owner = body if isinstance(body, ast.ClassDef) else scope.owner
                yield from walk(node, Scope(package, node, scope, owner=owner), shows)

    yield from walk(tree, top, False)


def read(paths: Iterable[Path]) -> dict[Path, ast.Module]:
    """The syntax trees of some modules."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
