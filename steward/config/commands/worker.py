"""`python -m steward.config.commands.worker`: the job worker and scheduler, as a process of its own."""

import os


def main() -> None:
    """Work until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    import django

    django.setup()
    from steward.foundation.jobs.public import run_worker

    run_worker()


if __name__ == "__main__":
    main()
