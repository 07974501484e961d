"""Which of Python's audit events mean that something tried to leave this machine."""

from __future__ import annotations

import ipaddress

LOCAL_NAMES = {"", "localhost", "localhost.localdomain", "ip6-localhost", "testserver"}


def is_local(host: object) -> bool:
    """Whether a host name or address is this machine (an address to listen on, like 0.0.0.0, counts as it)."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.lower() in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def beyond_loopback(event: str, args: tuple) -> str:
    """The target, when an audit event is a connection or a name lookup beyond loopback; else ""."""
    if event in ("socket.connect", "socket.sendto"):
        address = args[1] if len(args) > 1 else None
        if isinstance(address, tuple) and address and not is_local(address[0]):
            return f"{address[0]}:{address[1]}"
    elif event == "socket.getaddrinfo" and args and not is_local(args[0]):
        return f"{args[0]} (name lookup)"
    return ""
