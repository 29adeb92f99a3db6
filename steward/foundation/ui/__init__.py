"""The design system: shells, components, tables, charts, forms; preferences of the reader; security headers.

Owns: saved table views (a query string somebody gave a name).
Announces: nothing. Reading order, theme and language are the reader's own business, not facts of the community.
Needs: `foundation.kernel` (registry of navigation entries and palette sources).
A page is built from the components of `docs/interface.md`; the living style page is `/console/style/`.
"""
