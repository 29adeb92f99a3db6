"""Conduct over JSON, by what one does there: one file each, put together here (`router`)."""

from ninja import Router

from steward.care.conduct.api import judging, queue

router = Router(tags=["conduct"])
router.add_router("", judging.router)
router.add_router("", queue.router)
