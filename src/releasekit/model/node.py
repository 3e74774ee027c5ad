"""A class with annotated fields in, a class of nodes out: frozen by attrs, and made in half the time.

It is for the nodes that a release has by the hundred, most of which say nothing of their language, their role or how many
columns they span: attrs would ask the validator of each such field whether its default is allowed.
"""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import NOTHING, Factory, fields

from releasekit.values import frozen

T = TypeVar("T")


def node(kind: type[T]) -> type[T]:
    """Make a frozen attrs class, whose `__init__` takes, sets and refuses what that of `attrs.frozen` does.

    It is for plain fields: `TypeError` for a field with a converter, a factory or another name outside.
    """
    made: Any = frozen(init=False)(kind)
    parameters: list[str] = []
    lines: list[str] = []
    scope: dict[str, Any] = {}
    for field in sorted(fields(made), key=lambda field: field.kw_only or False):
        name = field.name
        if field.converter or not field.init or field.alias != name or isinstance(field.default, Factory):  # type: ignore[arg-type]  # a class, whatever its stub says
            raise TypeError(f"{made.__qualname__}.{name} is no plain field")
        scope |= {f"set_{name}": getattr(made, name).__set__, f"default_{name}": field.default}
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(name if field.default is NOTHING else f"{name}=default_{name}")
        lines.append(f"set_{name}(self, {name})")
        if field.validator:
            scope |= {f"field_{name}": field, f"check_{name}": field.validator}
            lines.append(f"if {name} is not default_{name}: check_{name}(self, field_{name}, {name})")
    source = f"def __init__(self, {', '.join(parameters)}):\n    " + "\n    ".join(lines or ["pass"])
    exec(source, scope)  # noqa: S102  (it is made of nothing but the names of fields, as attrs makes its own)
    made.__init__ = scope["__init__"]
    made.__init__.__qualname__ = f"{made.__qualname__}.__init__"
    made.__init__.__module__ = made.__module__
    made.__init__.__annotations__ = {field.name: field.type for field in fields(made)} | {"return": None}
    return made  # type: ignore[no-any-return]  # the class that came in, or one like it with slots
