"""What conduct does when it hears of something: claimed identities."""

from steward.care.conduct.actions.reach_claimed import let_go_unclaimed, reach_claimed
from steward.foundation.journal.public import subscribe
from steward.people.joining.public import IdentityClaimed, IdentityUnclaimed


@subscribe(IdentityClaimed)
def claimed(fact: IdentityClaimed) -> None:
    """What was decided about these identities holds for the account now."""
    reach_claimed(account_id=fact.account_id, identity_ids=fact.identity_ids)


@subscribe(IdentityUnclaimed)
def unclaimed(fact: IdentityUnclaimed) -> None:
    """They are somebody else's after all."""
    let_go_unclaimed(account_id=fact.account_id, identity_ids=fact.identity_ids)
