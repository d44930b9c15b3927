"""The Hugging Face hub, where it can be reached; where it cannot, its cache is read and nothing is tried again."""

from __future__ import annotations

from functools import cache

_SECONDS = 5


@cache
def prepare_hub() -> bool:
    """Whether the hub answers, asked once with a short wait; if not, its libraries are told to stay offline.

    Progress bars and retries of the libraries are turned off: what fails is told in one line by whoever asked.
    """
    from huggingface_hub import constants, get_session
    from huggingface_hub.utils import disable_progress_bars

    disable_progress_bars()
    if not constants.HF_HUB_OFFLINE:
        try:
            get_session().head(constants.ENDPOINT, timeout=_SECONDS)
            return True
        except Exception:  # whatever the HTTP library raises: the answer is no
            constants.HF_HUB_OFFLINE = True
    return False
