"""What can go wrong between the controller and a BMC, in words that say what to do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from homelab.errors import HomelabError

__all__ = ["BmcError", "BmcLacks", "BmcSilent", "BmcUntrusted", "plainly"]

logging.getLogger("sushy").addHandler(logging.NullHandler())  # what it logs, errors say better
NOT_READY = {502, 503, 504}
"""HTTP's bad gateway, service unavailable and gateway timeout."""


class BmcError(HomelabError):
    """The BMC can't do what it was asked, or won't."""


class BmcLacks(BmcError):
    """The BMC has nothing at the address that was asked."""


class BmcSilent(BmcError):
    """Nobody answers at the BMC's address, or only to say that it isn't ready."""


class BmcUntrusted(BmcError):
    """Whoever answers didn't prove to be the BMC, and was told nothing."""


@contextmanager
def plainly(url: str) -> Iterator[None]:
    """Whatever sushy raises about the BMC at URL becomes a BmcError."""
    try:
        from sushy import exceptions
    except ImportError:
        raise BmcError(
            "sushy isn't installed here; install homelab's extra: `pip install 'homelab[redfish]'`"
        ) from None
    try:
        yield
    except exceptions.ConnectionError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise BmcUntrusted(
                f"{url} has a certificate that isn't trusted; save it, or that of its authority, "
                f"and name the file in `verify`: {_cause(error)}"
            ) from error
        raise BmcSilent(
            f"{url} doesn't answer; is it the BMC's address, and reachable from here? "
            f"{_cause(error)}"
        ) from error
    except exceptions.AccessError as error:
        raise BmcError(
            f"{url} refuses username or password, or that user may not do this; "
            f"correct `username` and the secret in `password`"
        ) from error
    except exceptions.ResourceNotFoundError as error:
        raise BmcLacks(f"{url} lacks what was asked for: {error}") from error
    except exceptions.HTTPError as error:
        if error.status_code in NOT_READY:
            raise BmcSilent(f"{url} isn't ready; try again in a while: {error}") from error
        raise BmcError(f"{url} says: {error.detail or error}") from error
    except (exceptions.SushyError, ValueError) as error:
        raise BmcError(f"{url} doesn't answer as Redfish does: {error}") from error


def _cause(error: BaseException) -> str:
    """What the network itself said, without the libraries around it."""
    return str(error).rpartition("Caused by ")[2].rstrip(")")
