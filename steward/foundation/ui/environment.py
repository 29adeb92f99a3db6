"""The Jinja2 environment of every page: translation, addresses, assets, formats, components."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from steward.foundation.kernel.contracts import NumberAct, SubjectAct
from steward.foundation.kernel.registry import items
from steward.foundation.ui import formats
from steward.foundation.ui.assets import asset, icon_address
from steward.foundation.ui.avatars import hue, initials
from steward.foundation.ui.components import Components


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for; `options` are the backend's own.

    Undefined names are errors (a misspelt prop must not render as nothing), output is escaped unless marked safe.
    """
    options["undefined"] = StrictUndefined
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], **options)  # noqa: S701  (autoescape is among the options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=address,
        static=static,
        asset=asset,
        icon_address=icon_address,
        initials=initials,
        hue=hue,
        subject_acts=subject_acts,
        purpose_address=purpose_address,
        number_acts_of=number_acts,
        ui=Components(env),
    )
    env.filters.update(formats.FILTERS)
    return env


def subject_acts(kind: str) -> list[SubjectAct]:
    """What else can be done with somebody else's post, letter or page: links of upper rooms, in their order."""
    return sorted((act for act in items("subject-acts") if act.kind == kind), key=lambda act: act.order)


def purpose_address(kind: str, number: int) -> str:
    """Where one sees and changes which goals a piece of work serves; "" where nobody keeps goals."""
    kept = items("purposes")
    return str(kept[0].address).replace("{kind}", kind).replace("{id}", str(number)) if kept else ""


def number_acts(viewer: Any) -> list[NumberAct]:
    """What the viewer can do about a number, in order."""
    acts = [act for act in items("number-acts") if viewer.can(act.permission)]
    return sorted(acts, key=lambda act: act.order)


def address(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named view: `url('members:page', id=7)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
