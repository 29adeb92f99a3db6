"""The square over JSON: reading (also without an account), writing, acts of the team."""

from ninja import Router

from steward.square.forum.api import acts, reading, writing

router = Router()
router.add_router("", reading.router)
router.add_router("", acts.router)

__all__ = ["router", "writing"]
