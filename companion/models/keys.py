"""Providers' keys in the system's keyring. Never in a file, a log, or a message."""

from __future__ import annotations

from ..errors import ModelUnavailable

KEYRING_SERVICE = "novel-companion"
# What a provider's package reads, where that is not its own name with _API_KEY after it; the first one set counts.
_VARIABLES = {"google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"), "mistralai": ("MISTRAL_API_KEY",)}


def key_variables(provider: str) -> str:
    """The environment variables that a provider's package reads its key from: "GOOGLE_API_KEY or GEMINI_API_KEY"."""
    return " or ".join(_VARIABLES.get(provider, (f"{provider.upper()}_API_KEY",)))


def store_key(provider: str, key: str) -> None:
    """Keep a provider's key in the system's keyring. Raises ModelUnavailable where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, provider, key)
    except KeyringError as exc:
        raise ModelUnavailable(
            f"This system has no keyring to keep the key in; set {key_variables(provider)} in the environment instead."
        ) from exc


def stored_key(provider: str) -> str:
    """The key kept for a provider, or ""."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING_SERVICE, provider) or ""
    except KeyringError:
        return ""  # no keyring on this system is the same as none stored


def forget_key(provider: str) -> bool:
    """Take a provider's key out of the keyring; whether there was one. Raises ModelUnavailable where it stays."""
    import keyring
    from keyring.errors import KeyringError

    if not stored_key(provider):
        return False
    try:
        keyring.delete_password(KEYRING_SERVICE, provider)
    except KeyringError as exc:
        raise ModelUnavailable(f"The key for {provider} could not be taken out of the system's keyring.") from exc
    return True
