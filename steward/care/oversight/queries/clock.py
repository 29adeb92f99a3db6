"""The seconds between two moments, counted by the database."""

from typing import Any

from django.db.models import FloatField, Func


class Seconds(Func):
    """`Seconds(later, earlier)`: a float, NULL where one of them is."""

    output_field = FloatField()
    arity = 2

    def as_sqlite(self, compiler: Any, *_rest: Any, **_context: Any) -> tuple[str, Any]:
        """Julian days are good to some 10⁻⁵ seconds."""
        template = "((julianday(%(later)s) - julianday(%(earlier)s)) * 86400.0)"
        return self._sql(compiler, template)

    def as_postgresql(self, compiler: Any, *_rest: Any, **_context: Any) -> tuple[str, Any]:
        """Timestamps are subtracted to an interval."""
        return self._sql(compiler, "CAST(EXTRACT(EPOCH FROM (%(later)s - %(earlier)s)) AS double precision)")

    def _sql(self, compiler: Any, template: str) -> tuple[str, Any]:
        later, earlier = (compiler.compile(part) for part in self.source_expressions)
        return template % {"later": later[0], "earlier": earlier[0]}, (*later[1], *earlier[1])
