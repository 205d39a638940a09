"""Checkout: from the empty folder in which a worker starts a run to the checkout on its machine."""

import os

from flows.settings import CHECKOUT


def enter_checkout() -> dict[str, str]:
    """The step that `prefect.yaml` has each run begin with; Prefect takes the folder from it."""
    os.chdir(CHECKOUT)
    return {"directory": str(CHECKOUT)}
